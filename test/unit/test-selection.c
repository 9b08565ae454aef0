// SPDX-License-Identifier: GPL-2.0-only
/* The filters and a made-up inventory: what each of them selects, alone and together. */
#include <stdlib.h>
#include <string.h>

#include "../../util/facts/inventory.h"
#include "../../util/lib/array.h"
#include "../../util/lib/textbuf.h"
#include "../../util/lib/xalloc.h"
#include "../../util/report/selection.h"
#include "unit.h"

static struct inventory inventory;

static void add_region(size_t bus, const char *dev, int nstype, int node)
{
	struct nd_region *region;

	inventory.regions =
		array_make_room(inventory.regions, inventory.region_count, sizeof(*region));
	region = &inventory.regions[inventory.region_count++];
	*region = (struct nd_region){ .bus = bus,
				      .dev = xstrdup(dev),
				      .nstype = nstype,
				      .numa_node = node,
				      .mappings_known = true,
				      .enabled = true };
}

static void add_dimm(size_t index, size_t dimm)
{
	struct nd_region *region = &inventory.regions[index];

	region->dimms = array_make_room(region->dimms, region->dimm_count, sizeof(*region->dimms));
	region->dimms[region->dimm_count++] = dimm;
	region->mappings++;
}

static void add_namespace(size_t region, const char *dev, enum nd_mode mode)
{
	struct nd_namespace *ns;

	inventory.namespaces =
		array_make_room(inventory.namespaces, inventory.namespace_count, sizeof(*ns));
	ns = &inventory.namespaces[inventory.namespace_count++];
	*ns = (struct nd_namespace){ .region = region,
				     .dev = xstrdup(dev),
				     .mode = mode,
				     .sysfs_mode = xstrdup("of the mode"),
				     .numa_node = inventory.regions[region].numa_node,
				     .enabled = true };
}

/*
 *	ndbus0 ACPI.NFIT  region0 on nmem0 and nmem1, node 0: namespace0.0 fsdax, namespace0.1 devdax
 *	                  region1 on nmem1, node 1: namespace1.0 sector
 *	                  region2 on nmem2, blk, node 1: no namespace
 *	ndbus1 e820       region3 on no NVDIMM, no node: namespace3.0 raw
 */
static int begin(void **state)
{
	static const char *const dimms[] = { "nmem0", "nmem1", "nmem2" };

	(void)state;
	inventory = (struct inventory){ .bus_count = 2, .dimm_count = ARRAY_SIZE(dimms) };
	inventory.buses = xcalloc(2, sizeof(*inventory.buses));
	inventory.buses[0].dev = xstrdup("ndbus0");
	inventory.buses[0].provider = xstrdup("ACPI.NFIT");
	inventory.buses[1].dev = xstrdup("ndbus1");
	inventory.buses[1].provider = xstrdup("e820");
	inventory.dimms = xcalloc(ARRAY_SIZE(dimms), sizeof(*inventory.dimms));
	for (size_t i = 0; i < ARRAY_SIZE(dimms); i++)
		inventory.dimms[i].dev = xstrdup(dimms[i]);
	add_region(0, "region0", 5, 0);
	add_dimm(0, 0);
	add_dimm(0, 1);
	add_region(0, "region1", 5, 1);
	add_dimm(1, 1);
	add_region(0, "region2", 6, 1);
	add_dimm(2, 2);
	add_region(1, "region3", 4, -1);
	add_namespace(0, "namespace0.0", ND_MODE_FSDAX);
	add_namespace(0, "namespace0.1", ND_MODE_DEVDAX);
	add_namespace(1, "namespace1.0", ND_MODE_SECTOR);
	add_namespace(3, "namespace3.0", ND_MODE_RAW);
	return 0;
}

static int end(void **state)
{
	(void)state;
	inventory_release(&inventory);
	return 0;
}

/*
 * The numbers of what is selected, "b0 r0 r1 n0.0 n0.1 n1.0"; then, where other namespaces count
 * for a requirement, "| n1.0".
 */
static char *selected_by(const struct selection_filters *filters)
{
	struct selection selection;
	struct textbuf text = { 0 };
	bool more = false;

	selection_make(&selection, &inventory, filters);
	for (size_t i = 0; i < inventory.bus_count; i++)
		if (selection.buses[i])
			textbuf_join(&text, " ", "b%s", inventory.buses[i].dev + 5);
	for (size_t i = 0; i < inventory.region_count; i++)
		if (selection.regions[i])
			textbuf_join(&text, " ", "r%s", inventory.regions[i].dev + 6);
	for (size_t i = 0; i < inventory.namespace_count; i++)
		if (selection.namespaces[i])
			textbuf_join(&text, " ", "n%s", inventory.namespaces[i].dev + 9);
	for (size_t i = 0; i < inventory.namespace_count; i++)
		if (selection.counted[i] != selection.namespaces[i]) {
			textbuf_join(&text, " ", "%sn%s", more ? "" : "| ",
				     inventory.namespaces[i].dev + 9);
			more = true;
		}
	selection_release(&selection);
	return textbuf_take(&text);
}

static void expect(const char *wanted, const struct selection_filters *filters)
{
	char *got = selected_by(filters);

	assert_string_equal(got, wanted);
	free(got);
}

/* EXPECT("b0 r0 n0.0", .mode = "fsdax", ...): what these filters select. */
#define EXPECT(wanted, ...) expect(wanted, &(const struct selection_filters){ __VA_ARGS__ })

#define EVERYTHING "b0 b1 r0 r1 r2 r3 n0.0 n0.1 n1.0 n3.0"

TEST(no_filter, "Without a filter everything is selected, and objects without a bus")
{
	const struct selection_filters none = { 0 }, some = { .mode = "raw" };
	struct selection selection;

	expect(EVERYTHING, &none);
	selection_make(&selection, &inventory, &none);
	assert_true(selection.all);
	selection_release(&selection);
	selection_make(&selection, &inventory, &some);
	assert_false(selection.all);
	selection_release(&selection);
}

TEST(all, "\"all\" selects everything, but no object without a bus")
{
	static const struct selection_filters each[] = {
		{ .bus = "all" },  { .region = "all" },    { .ndns = "all" },
		{ .dimm = "all" }, { .numa_node = "all" },
	};

	for (size_t i = 0; i < ARRAY_SIZE(each); i++) {
		struct selection selection;

		/* Only -n leaves out a region without a namespace. */
		expect(each[i].ndns ? "b0 b1 r0 r1 r3 n0.0 n0.1 n1.0 n3.0" : EVERYTHING, &each[i]);
		selection_make(&selection, &inventory, &each[i]);
		assert_false(selection.all);
		selection_release(&selection);
	}
}

TEST(bus, "-b selects buses by name, number or provider, and what they hold")
{
	EXPECT("b0 r0 r1 r2 n0.0 n0.1 n1.0", .bus = "ndbus0");
	EXPECT("b1 r3 n3.0", .bus = "1");
	EXPECT("b1 r3 n3.0", .bus = "0x1");
	EXPECT("b1 r3 n3.0", .bus = "e820");
	EXPECT(EVERYTHING, .bus = "e820 ACPI.NFIT");
	EXPECT("", .bus = "2");
	EXPECT("", .bus = "E820");
	EXPECT("", .bus = "");
}

TEST(bus_unread, "-b keeps a bus of unknown provider, unless the filter names none")
{
	free(inventory.buses[1].provider);
	inventory.buses[1].provider = NULL;
	EXPECT("", .bus = "e820");
	inventory.buses[1].unread = true;
	EXPECT("b1 r3 n3.0", .bus = "e820");
	EXPECT("", .bus = "ndbus7");
	EXPECT("", .bus = "0x7");
	EXPECT("b0 r0 r1 r2 n0.0 n0.1 n1.0", .bus = "0");
}

TEST(region, "-r selects regions by name or number, their bus and their namespaces")
{
	EXPECT("b0 r0 n0.0 n0.1", .region = "region0");
	EXPECT("b0 b1 r1 r3 n1.0 n3.0", .region = "1,3");
	EXPECT("b0 r2", .region = "2");
	EXPECT("b0 r0 n0.0 n0.1", .region = "0x0");
	EXPECT("b0 r0 n0.0 n0.1", .region = "00");
	EXPECT("b0 b1 r1 r3 n1.0 n3.0", .region = "01 0X3");
	EXPECT("", .region = "08,0x,1x,-1,+1");
	EXPECT("", .region = "0x10000000000000001");
	EXPECT("", .region = "4");
	EXPECT("", .region = "region");
}

TEST(namespace, "-n selects namespaces by name or number, their region and bus")
{
	EXPECT("b0 r0 n0.1", .ndns = "namespace0.1");
	EXPECT("b0 b1 r0 r3 n0.0 n3.0", .ndns = "3.0 0.0");
	EXPECT("", .ndns = "0");
	EXPECT("", .ndns = "0x0.0");
	EXPECT("", .ndns = "9.9");
}

TEST(dimm, "-d selects the regions on an NVDIMM, their bus and their namespaces")
{
	EXPECT("b0 r0 n0.0 n0.1", .dimm = "nmem0");
	EXPECT("b0 r0 r1 n0.0 n0.1 n1.0", .dimm = "1");
	EXPECT("b0 r0 r2 n0.0 n0.1", .dimm = "nmem0,nmem2");
	EXPECT("", .dimm = "3");
}

TEST(dimm_unknown, "-d keeps a region if one of its NVDIMMs is not known")
{
	inventory.regions[1].dimm_count = 0;
	EXPECT("b0 r0 r1 n0.0 n0.1 n1.0", .dimm = "nmem0");
	inventory.regions[3].unread = true;
	EXPECT("b0 b1 r0 r1 r3 n0.0 n0.1 n1.0 n3.0", .dimm = "nmem0");
}

TEST(mappings_unknown, "-d keeps a region if it is not known how many NVDIMMs hold it")
{
	inventory.regions[3].mappings_known = false;
	EXPECT("b0 b1 r0 r3 n0.0 n0.1 n3.0", .dimm = "nmem0");
	/* Some of them are known, and there may be more. */
	inventory.regions[1].mappings = 0;
	inventory.regions[1].mappings_known = false;
	EXPECT("b0 b1 r1 r2 r3 n1.0 n3.0", .dimm = "nmem2");
}

TEST(type, "-t selects regions by type, and leaves the buses")
{
	EXPECT("b0 b1 r0 r1 r3 n0.0 n0.1 n1.0 n3.0", .type = "pmem");
	EXPECT("b0 b1 r2", .type = "blk");
}

TEST(type_unread, "-t keeps a region that could not be read")
{
	inventory.regions[1].unread = true;
	EXPECT("b0 b1 r1 r2 n1.0", .type = "blk");
}

TEST(type_not_shown, "-t keeps a region whose type the tree does not show")
{
	inventory.regions[1].nstype = 0;
	EXPECT("b0 b1 r1 r2 n1.0", .type = "blk");
	EXPECT("b0 b1 r0 r1 r3 n0.0 n0.1 n1.0 n3.0", .type = "pmem");
}

TEST(mode, "-m selects namespaces by mode, also by its other name, and leaves the regions")
{
	static const struct {
		const char *mode, *wanted;
	} cases[] = {
		{ "fsdax", "n0.0" },  { "memory", "n0.0" }, { "Memory", "n0.0" },
		{ "devdax", "n0.1" }, { "dax", "n0.1" },    { "DAX", "n0.1" },
		{ "sector", "n1.0" }, { "safe", "n1.0" },   { "raw", "n3.0" },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		char *wanted = xasprintf("b0 b1 r0 r1 r2 r3 %s", cases[i].wanted);

		EXPECT(wanted, .mode = cases[i].mode);
		free(wanted);
	}
}

TEST(mode_unknown, "-m keeps a namespace of unknown mode; the word of a newer kernel is no mode")
{
	struct nd_namespace *ns = &inventory.namespaces[3];

	ns->mode = ND_MODE_NEWER;
	EXPECT("b0 b1 r0 r1 r2 r3 n1.0", .mode = "sector");
	*ns->sysfs_mode = '\0';
	EXPECT("b0 b1 r0 r1 r2 r3 n1.0 n3.0", .mode = "sector");
	ns->mode = ND_MODE_UNKNOWN;
	EXPECT("b0 b1 r0 r1 r2 r3 n1.0 n3.0", .mode = "sector");
	ns->mode = ND_MODE_RAW;
	ns->unread = true;
	EXPECT("b0 b1 r0 r1 r2 r3 n1.0 n3.0", .mode = "sector");
}

TEST(node, "-U selects the regions and namespaces of a node, and leaves the buses")
{
	EXPECT("b0 b1 r0 n0.0 n0.1", .numa_node = "0");
	EXPECT("b0 b1 r1 r2 n1.0", .numa_node = "1");
	EXPECT("b0 b1 r1 r2 n1.0", .numa_node = "0x1");
	EXPECT("b0 b1", .numa_node = "7");
}

/*
 * A kernel that shows the node of one kind alone. A namespace has the node of its region; what
 * region1 has is not known from its namespace.
 */
TEST(node_of_namespaces, "-U keeps a region without a node of its own, and not its namespaces")
{
	for (size_t i = 0; i < inventory.region_count; i++)
		inventory.regions[i].numa_node = NUMA_NOT_SHOWN;
	EXPECT("b0 b1 r0 r1 r2 r3 n0.0 n0.1", .numa_node = "0");
	EXPECT("b0 b1 r0 r1 r2 r3 n1.0", .numa_node = "1");
	EXPECT("b0 b1 r0 r1 r2 r3", .numa_node = "7");
	EXPECT("b0 r1", .region = "1", .numa_node = "0");
}

TEST(node_not_shown, "-U keeps a namespace if no node is shown, but not one that has no node")
{
	inventory.regions[1].numa_node = NUMA_NOT_SHOWN;
	inventory.namespaces[2].numa_node = NUMA_NOT_SHOWN;
	EXPECT("b0 b1 r0 r1 n0.0 n0.1 n1.0", .numa_node = "0");
	EXPECT("b0 b1 r1 n1.0", .numa_node = "7");
}

TEST(node_disagrees, "-U leaves out a namespace if its region is known to be elsewhere")
{
	inventory.namespaces[2].numa_node = 0;
	EXPECT("b0 b1 r0 n0.0 n0.1", .numa_node = "0");
	EXPECT("b0 b1 r1 r2", .numa_node = "1");
	inventory.regions[3].numa_node = -1;
	inventory.namespaces[3].numa_node = 7;
	EXPECT("b0 b1", .numa_node = "7");
}

TEST(node_unread, "-U keeps a region or a namespace that could not be read")
{
	inventory.namespaces[0].unread = true;
	EXPECT("b0 b1 r0 n0.0", .numa_node = "7");
	inventory.regions[2].unread = true;
	EXPECT("b0 b1 r0 r2 n0.0", .numa_node = "7");
}

TEST(together, "Filters together select what each of them selects")
{
	EXPECT("b0 r1 n1.0", .bus = "0", .numa_node = "1", .type = "pmem");
	EXPECT("b0 r0 n0.1", .region = "0", .mode = "devdax");
	EXPECT("b0 r0 n0.1", .dimm = "1", .mode = "devdax", .numa_node = "0");
	EXPECT("b0 r0 n0.0", .ndns = "0.0", .mode = "fsdax", .type = "pmem", .dimm = "nmem0");
	EXPECT("", .ndns = "0.0", .mode = "devdax");
	EXPECT("", .bus = "1", .region = "0");
	EXPECT("", .region = "1", .ndns = "0.0");
	EXPECT("", .dimm = "nmem0", .numa_node = "1");
	EXPECT("b0", .bus = "0", .mode = "raw", .numa_node = "7");
}

TEST(idle, "Disabled objects need -i, but a requirement counts them")
{
	inventory.namespaces[0].enabled = false;
	inventory.regions[1].enabled = false;
	EXPECT("b0 b1 r0 r2 r3 n0.1 n3.0 | n0.0 n1.0", .bus = "all");
	EXPECT("| n0.0", .ndns = "0.0");
	EXPECT("b0 r0 n0.0", .ndns = "0.0", .idle = true);
	EXPECT("| n1.0", .region = "1");
	EXPECT("b0 r1 n1.0", .region = "1", .idle = true);
	inventory.regions[1].unread = true;
	EXPECT("b0 r1 n1.0", .region = "1");
}

/* COMPLAINT("...", .mode = "x"): what is said of these filters; NULL: nothing. */
#define COMPLAINT(wanted, ...)                                                                     \
	expect_complaint(wanted, &(const struct selection_filters){ __VA_ARGS__ })

static void expect_complaint(const char *wanted, const struct selection_filters *filters)
{
	char *got = selection_complaint(filters);

	if (!got || !wanted)
		assert_ptr_equal(got, wanted);
	else
		assert_string_equal(got, wanted);
	free(got);
}

TEST(good_values, "No value that can select something is called wrong, nor any name")
{
	static const char *const modes[] = { "fsdax",  "memory", "devdax", "dax",
					     "sector", "safe",   "raw",    "FsDAX" };
	static const char *const nodes[] = { "all", "0", "12", "0x1f", "2147483647" };

	COMPLAINT(NULL, .bus = "x", .region = "x", .ndns = "", .dimm = "nmem", .idle = true);
	COMPLAINT(NULL, .type = "pmem");
	COMPLAINT(NULL, .type = "blk");
	for (size_t i = 0; i < ARRAY_SIZE(modes); i++)
		COMPLAINT(NULL, .mode = modes[i]);
	for (size_t i = 0; i < ARRAY_SIZE(nodes); i++)
		COMPLAINT(NULL, .numa_node = nodes[i]);
}

TEST(bad_values, "A type, mode or node that cannot be is called wrong")
{
	static const char *const words[] = { "", "x", "all", "pmem ", "PMEM", "fsdax,raw", "fsda" };
	static const char *const nodes[] = { "",   "x",  "1x",         "0,1",
					     "0 ", "-1", "2147483648", "99999999999999999999",
					     "ALL" };

	for (size_t i = 0; i < ARRAY_SIZE(words); i++) {
		char *type = xasprintf("unknown type \"%s\" (known: pmem, blk)", words[i]);
		char *mode = xasprintf("unknown mode \"%s\" (known: fsdax, devdax, sector, raw)",
				       words[i]);

		COMPLAINT(type, .type = words[i]);
		COMPLAINT(mode, .mode = words[i]);
		free(type);
		free(mode);
	}
	for (size_t i = 0; i < ARRAY_SIZE(nodes); i++) {
		char *node = xasprintf("\"%s\" is not the number of a NUMA node", nodes[i]);

		COMPLAINT(node, .numa_node = nodes[i]);
		COMPLAINT(node, .type = "pmem", .mode = "raw", .numa_node = nodes[i]);
		free(node);
	}
}

int main(void)
{
	return unit_test_run(NULL, begin, end);
}
