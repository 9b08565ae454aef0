// SPDX-License-Identifier: GPL-2.0-only
/*
 * libndctl and the direct reader fill the inventory in the same way, from every fixture that has an
 * nd bus. They read a made-up /sys in a mount namespace. If that is not possible, the test is
 * skipped.
 *
 *	usage: test-nd-readers FIXTURES [faults]
 *
 * With faults, each file, link and directory of the bus fails in turn. For each object, the library
 * reader then gives what the direct reader gives, or what both gave before the fault. No object is
 * left out.
 */
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <syslog.h>
#include <unistd.h>

#include <ndctl/libndctl.h>

#include "../../util/facts/inventory.h"
#include "../../util/lib/array.h"
#include "../../util/lib/xalloc.h"
#include "../../util/observe/nd/library.h"
#include "../../util/observe/nd/nd.h"
#include "mount-namespace.h"
#include "unit.h"

static const char *fixtures;

/* The context that a caller in ndctl's tree passes; NULL: none. */
static struct ndctl_ctx *given;

/* --- the readers --- */

static const char *or_none(const char *text)
{
	return text ? text : "-";
}

static void print_bus(FILE *file, const struct nd_bus *b)
{
	fprintf(file, "%s unread %d: %s %s %s flush %d dimms %u without labels %u\n", b->dev,
		b->unread, or_none(b->provider), or_none(b->parent), or_none(b->scrub_state),
		b->flush_call, b->dimms, b->dimms_without_labels);
}

static void print_region(FILE *file, const struct inventory *inventory, const struct nd_region *r)
{
	fprintf(file,
		"%s unread %d: on %s %s %llu %llu %llu align %lu node %d %d iset %llx %s nstype %d "
		"mappings %u %d namespaces %u enabled %d ro %d seeds %d%d%d badblocks %ld volatile %d\n",
		r->dev, r->unread, inventory->buses[r->bus].dev, r->type, r->size,
		r->available_size, r->max_available_extent, r->align, r->numa_node, r->target_node,
		r->iset_id, r->persistence_domain, r->nstype, r->mappings, r->mappings_known,
		r->namespaces, r->enabled, r->read_only, r->btt_seed, r->pfn_seed, r->dax_seed,
		r->badblock_count, r->is_volatile);
}

static void print_namespace(FILE *file, const struct inventory *inventory,
			    const struct nd_namespace *ns)
{
	fprintf(file,
		"%s unread %d: on %s %s (%s) map %s size %llu %llu uuid %s %s sector %u align %lu "
		"name %s holder %s node %d %d enabled %d raw %d\n",
		ns->dev, ns->unread, inventory->regions[ns->region].dev, namespace_mode_name(ns),
		or_none(ns->sysfs_mode), or_none(ns->map), ns->size, ns->raw_size, ns->uuid,
		ns->raw_uuid, ns->sector_size, ns->align, or_none(ns->name), or_none(ns->holder),
		ns->numa_node, ns->target_node, ns->enabled, ns->force_raw);
}

/* One line for each object; with skips, also one line for each unread file. The caller frees it. */
static char *read_all(const char *reader, bool skips)
{
	struct facts facts = { .live = true, .has_live_facts = true };
	struct inventory inventory = { 0 };
	size_t length;
	char *text;
	FILE *file = xalloc_check(open_memstream(&text, &length));

	setenv("PMEMCAP_READER", reader, 1);
	observe_nd(&inventory, &facts, given);
	for (size_t i = 0; i < inventory.bus_count; i++)
		print_bus(file, &inventory.buses[i]);
	for (size_t i = 0; i < inventory.region_count; i++)
		print_region(file, &inventory, &inventory.regions[i]);
	for (size_t i = 0; i < inventory.namespace_count; i++)
		print_namespace(file, &inventory, &inventory.namespaces[i]);
	fprintf(file, "unlisted: %u\n", inventory.unlisted);
	for (size_t i = 0; i < facts.skip_count && skips; i++)
		fprintf(file, "skipped %s %d\n", facts.skips[i].path, facts.skips[i].error);
	fclose(file);
	inventory_release(&inventory);
	facts_release(&facts);
	return text;
}

/* --- a fixture as /sys --- */

static void take_fixture(const char *name)
{
	char *command =
		xasprintf("cp -a --no-preserve=ownership '%s/%s/sys/.' /sys/", fixtures, name);

	assert_int_equal(mount_empty("/sys"), 0);
	assert_int_equal(system(command), 0);
	free(command);
}

static const char *const with_a_bus[] = {
	"mips64-61-alias",        "mips64-612-16k",     "mips64-612-alias",  "mips64-612-noalias",
	"mips64-612-probe",       "x86-612-nfit",       "x86-612-no-fs-dax", "x86-612-no-pfn",
	"x86-612-no-zone-device", "x86-612-sysfs-only",
};

/*
 * libndctl itself lists the devices of the fixture: a fallback to the direct reader would fail
 * here.
 */
static void expect_listed(const char *fixture)
{
	const struct facts facts = { .live = true };
	struct nd_library *library;

	setenv("PMEMCAP_READER", "library", 1);
	library = nd_library_open(NULL, &facts, 1);
	assert_non_null(library);
	assert_non_null(nd_library_provider(library, "ndbus0"));
	assert_string_equal(nd_library_bus_of(library, "region0"), "ndbus0");
	if (!nd_library_namespace_size(library, "namespace0.0"))
		fail_msg("%s: libndctl lists no namespace0.0", fixture);
	nd_library_close(library);
}

TEST(fixtures, "Both readers give one inventory of every fixture")
{
	for (size_t i = 0; i < ARRAY_SIZE(with_a_bus); i++) {
		char *library, *direct;

		take_fixture(with_a_bus[i]);
		expect_listed(with_a_bus[i]);
		library = read_all("library", true);
		direct = read_all("direct", true);
		assert_string_equal(library, direct);
		assert_non_null(strstr(library, "namespace0.0 unread 0:"));
		free(library);
		free(direct);
	}
}

/* The node of an object, as both readers see it. */
static int node_seen(const char *dev)
{
	static const char *const readers[] = { "library", "direct" };
	int nodes[ARRAY_SIZE(readers)];

	for (size_t i = 0; i < ARRAY_SIZE(readers); i++) {
		char *begin = xasprintf("%s unread 0:", dev), *all = read_all(readers[i], true);
		char *line = strstr(all, begin), *node = line ? strstr(line, " node ") : NULL;

		assert_non_null(node);
		assert_true(node < strchr(line, '\n'));
		assert_int_equal(sscanf(node, " node %d ", &nodes[i]), 1);
		free(begin);
		free(all);
	}
	assert_int_equal(nodes[0], nodes[1]);
	return nodes[0];
}

TEST(nodes, "A namespace has its own NUMA node, or its region's if it shows none; a region its own")
{
	take_fixture("x86-612-nfit");
	assert_int_equal(node_seen("namespace0.1"), 0);
	assert_int_equal(system("cd /sys/bus/nd/devices && echo 7 >namespace0.1/numa_node && "
				"echo 5 >region0/numa_node && rm namespace0.2/numa_node"),
			 0);
	assert_int_equal(node_seen("region0"), 5);
	assert_int_equal(node_seen("namespace0.1"), 7);
	assert_int_equal(node_seen("namespace0.2"), 5);
	assert_int_equal(system("rm /sys/bus/nd/devices/region0/numa_node"), 0);
	assert_int_equal(node_seen("region0"), NUMA_NOT_SHOWN);
	assert_int_equal(node_seen("namespace0.1"), 7);
	assert_int_equal(node_seen("namespace0.2"), NUMA_NOT_SHOWN);
	assert_int_equal(system("echo -1 >/sys/bus/nd/devices/region0/numa_node"), 0);
	assert_int_equal(node_seen("region0"), -1);
	assert_int_equal(node_seen("namespace0.2"), -1);
}

/* Do both readers see the region with these words? */
static void expect_region(const char *words)
{
	static const char *const readers[] = { "library", "direct" };

	for (size_t i = 0; i < ARRAY_SIZE(readers); i++) {
		char *all = read_all(readers[i], true), *line = strstr(all, "region0 unread ");

		assert_non_null(line);
		*strchr(line, '\n') = '\0';
		if (!strstr(line, words))
			fail_msg("%s: no \"%s\": %s", readers[i], words, line);
		free(all);
	}
}

TEST(mappings, "The number of a region's mappings is known if the file has one, also if it is 0")
{
	take_fixture("x86-612-nfit");
	expect_region(" mappings 1 1 ");
	assert_int_equal(system("echo 0 >/sys/bus/nd/devices/region0/mappings"), 0);
	expect_region(" mappings 0 1 ");
	assert_int_equal(system("echo x >/sys/bus/nd/devices/region0/mappings"), 0);
	expect_region("unread 1:");
	expect_region(" mappings 0 0 ");
	assert_int_equal(system("rm /sys/bus/nd/devices/region0/mappings"), 0);
	expect_region("unread 0:");
	expect_region(" mappings 0 0 ");
}

static void count_message(struct ndctl_ctx *ctx, int priority, const char *file, int line,
			  const char *fn, const char *format, va_list args)
{
	unsigned int *count = ndctl_get_userdata(ctx);

	(void)priority, (void)file, (void)line, (void)fn, (void)format, (void)args;
	++*count;
}

/* A context with our log, as a caller's. */
static void take_given(unsigned int *messages, int priority)
{
	assert_int_equal(ndctl_new(&given), 0);
	ndctl_set_userdata(given, messages);
	ndctl_set_log_fn(given, count_message);
	ndctl_set_log_priority(given, priority);
}

static void drop_given(void)
{
	ndctl_unref(given);
	given = NULL;
}

TEST(given_context, "The caller's libndctl context is used, and is silent only meanwhile")
{
	unsigned int messages = 0;
	char *library, *direct;

	take_fixture("x86-612-nfit");
	direct = read_all("direct", true);
	/* libndctl drops a namespace without a type, and logs this. */
	assert_int_equal(system("rm /sys/bus/nd/devices/namespace0.3/nstype"), 0);
	take_given(&messages, LOG_ERR);
	library = read_all("library", true);
	assert_string_equal(library, direct);
	free(library);
	assert_int_equal(messages, 0);
	assert_int_equal(ndctl_get_log_priority(given), LOG_ERR);
	drop_given();

	setenv("NDCTL_LOG", "err", 1);
	take_given(&messages, LOG_ERR);
	library = read_all("library", true);
	unsetenv("NDCTL_LOG");
	assert_string_equal(library, direct);
	free(library);
	assert_int_equal(messages, 1);
	drop_given();
	free(direct);
}

TEST(busy_udev, "While udev is busy, a context that would wait for it is not used")
{
	unsigned int messages = 0;
	char *library, *direct;

	take_fixture("x86-612-nfit");
	assert_int_equal(mount_empty("/run"), 0);
	assert_int_equal(system("mkdir /run/udev && : >/run/udev/queue"), 0);
	direct = read_all("direct", true);
	unsetenv("NDCTL_TIMEOUT");
	setenv("NDCTL_LOG", "err", 1);
	take_given(&messages, LOG_DEBUG);
	messages = 0;
	library = read_all("library", true);
	assert_int_equal(messages, 0);
	free(library);
	assert_int_equal(unlink("/run/udev/queue"), 0);
	library = read_all("library", true);
	assert_int_not_equal(messages, 0);
	unsetenv("NDCTL_LOG");
	assert_string_equal(library, direct);
	free(library);
	free(direct);
	drop_given();
}

TEST(no_library, "libndctl is not used without a device, for a tree, or if it is turned off")
{
	struct facts facts = { .live = true };

	setenv("PMEMCAP_READER", "direct", 1);
	assert_null(nd_library_open(NULL, &facts, 1));
	setenv("PMEMCAP_READER", "library", 1);
	assert_null(nd_library_open(NULL, &facts, 0));
	facts.live = false;
	assert_null(nd_library_open(NULL, &facts, 1));
	assert_null(nd_library_bus_of(NULL, "region0"));
}

/* --- faults --- */

#define MAX_PATHS 4096
static char *paths[MAX_PATHS];
static size_t path_count;

static int note_path(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void)st, (void)type, (void)ftw;
	/* Other observers read disks and dax devices, so these are skipped. */
	if (!strstr(path, "/ndbus") || strstr(path, "/block/") || strstr(path, "/dax/"))
		return 0;
	assert_in_range(path_count, 0, MAX_PATHS - 1);
	paths[path_count++] = xstrdup(path);
	return 0;
}

static void put(const char *path, const char *bytes, size_t length)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, bytes, length), length);
	close(fd);
}

enum fault { MISSING, EMPTY, GARBAGE, HUGE_TEXT, UNREADABLE, FAULTS };
static const char *const fault_names[] = { "missing", "empty", "garbage", "huge", "unreadable" };

#define ASIDE "/sys/aside"

/* Returns whether this fault is possible for a file, link or directory. */
static bool break_path(const char *path, enum fault fault)
{
	static char huge[5000];
	struct stat st;

	assert_int_equal(lstat(path, &st), 0);
	if (fault != MISSING && !S_ISREG(st.st_mode))
		return false;
	assert_int_equal(rename(path, ASIDE), 0);
	memset(huge, 'x', sizeof(huge));
	if (fault == EMPTY)
		put(path, "", 0);
	if (fault == GARBAGE)
		put(path, "?{\001zz\377\n#", 8);
	if (fault == HUGE_TEXT)
		put(path, huge, sizeof(huge));
	if (fault == UNREADABLE)
		assert_int_equal(mkdir(path, 0755), 0);
	return true;
}

static void mend_path(const char *path)
{
	if (unlink(path) < 0 && errno == EISDIR)
		assert_int_equal(rmdir(path), 0);
	assert_int_equal(rename(ASIDE, path), 0);
}

static bool has_line(const char *text, const char *line, size_t length)
{
	for (; text && *text; text = strchr(text, '\n') + 1)
		if (!strncmp(text, line, length) && text[length] == '\n')
			return true;
	return false;
}

/* Does the text name the object of this line? */
static bool has_object(const char *text, const char *line)
{
	size_t name = strcspn(line, " ");

	for (; *text; text = strchr(text, '\n') + 1)
		if (!strncmp(text, line, name + 1))
			return true;
	return false;
}

static void compare(const char *path, enum fault fault, const char *before, const char *library,
		    const char *direct)
{
	for (const char *line = library; *line; line = strchr(line, '\n') + 1) {
		size_t length = strcspn(line, "\n");

		if (!has_line(direct, line, length) && !has_line(before, line, length))
			fail_msg("%s %s: neither read directly nor so before: %.*s\n%s", path,
				 fault_names[fault], (int)length, line, direct);
	}
	for (const char *line = direct; *line; line = strchr(line, '\n') + 1)
		if (has_object(before, line) && !has_object(library, line))
			fail_msg("%s %s: left out: %.*s", path, fault_names[fault],
				 (int)strcspn(line, "\n"), line);
}

static void fault_each(const char *fixture)
{
	char *before;
	size_t broken = 0;

	take_fixture(fixture);
	before = read_all("direct", false);
	path_count = 0;
	nftw("/sys/devices", note_path, 16, FTW_PHYS);
	for (size_t i = 0; i < path_count; i++)
		for (enum fault fault = 0; fault < FAULTS; fault++) {
			char *library, *direct;

			if (!break_path(paths[i], fault))
				continue;
			library = read_all("library", false);
			direct = read_all("direct", false);
			compare(paths[i], fault, before, library, direct);
			free(library);
			free(direct);
			mend_path(paths[i]);
			broken++;
		}
	/* The tree is whole again, and at least one path was broken. */
	assert_in_range(broken, 100, MAX_PATHS * FAULTS);
	char *after = read_all("library", false);
	assert_string_equal(before, after);
	free(after);
	free(before);
	for (size_t i = 0; i < path_count; i++)
		free(paths[i]);
}

TEST_OF("faults", faults, "Both readers agree whatever file of the bus fails")
{
	fault_each("x86-612-nfit");
	fault_each("mips64-612-alias");
}

int main(int argc, char **argv)
{
	if (argc < 2) {
		fputs("usage: test-nd-readers FIXTURES [faults]\n", stderr);
		return 2;
	}
	fixtures = argv[1];
	if (enter_mount_namespace() || mount_empty("/sys"))
		return unit_test_skip_all("no mount namespace can be had here");
	return unit_test_run(argv[2], NULL, NULL);
}
