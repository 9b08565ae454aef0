// SPDX-License-Identifier: GPL-2.0-only
/*
 * The walk over the nd bus. One readdir gives the names; of each device the
 * library is asked first (nd-library.h), and what it does not list is read here,
 * directly. What neither can read is unread, never absent.
 */
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "../../facts/inventory.h"
#include "../../lib/array.h"
#include "../../lib/xalloc.h"
#include "../read/reader.h"
#include "../read/sysfs.h"
#include "nd-library.h"
#include "nd.h"

#define ND_DEVICES "/sys/bus/nd/devices"

char *nd_path(const char *dev)
{
	return xasprintf(ND_DEVICES "/%s", dev);
}

/* "ndbus0" of ".../ndbus0/region0": the device a device hangs on, for the caller to free. */
static char *parent_of(struct facts *facts, const char *dev)
{
	char *path = nd_path(dev), *slash, *parent = NULL;
	char target[PATH_MAX];
	int rc = reader_link(path, target);

	slash = rc ? NULL : strrchr(target, '/');
	if (slash) {
		*slash = '\0';
		slash = strrchr(target, '/');
		parent = xstrdup(slash ? slash + 1 : target);
	} else {
		facts_skip(facts, path, rc ? rc : EBADMSG, ND_AFFECTS);
	}
	free(path);
	return parent;
}

/* For the caller to free; NULL: not told. */
static char *bus_of(struct facts *facts, const struct nd_library *library, const char *dev)
{
	const char *bus = nd_library_bus_of(library, dev);

	return bus ? xstrdup(bus) : parent_of(facts, dev);
}

/* A dimm that has no labels shows no slots for them (available_slots_show(), dimm_devs.c). */
static void look_at_dimm(struct nd_bus *bus, struct facts *facts, struct nd_library *library,
			 const char *dev)
{
	struct sysfs_dir dir;
	char *path, slots[32];

	bus->dimms++;
	/* The library cannot tell a dimm without labels from one that it cannot read. */
	if (nd_library_has_labels(library, dev))
		return;
	path = nd_path(dev);
	sysfs_open(&dir, facts, path, ND_AFFECTS);
	bus->dimms_without_labels +=
		sysfs_attr(&dir, "available_slots", slots, sizeof(slots)) == -ENOENT;
	sysfs_close(&dir);
	free(path);
}

/* "2", "2+": how many are done, and whether one is going on (scrub_show(), nfit/core.c). */
static char *scrub_state(struct facts *facts, const char *bus)
{
	struct sysfs_dir dir;
	char *scrub, *state;

	/* By itself: whatever becomes of it, the bus is what it is. */
	sysfs_open(&dir, facts, bus, ND_AFFECTS);
	scrub = sysfs_text(&dir, "nfit/scrub");
	state = scrub ? xstrdup(strchr(scrub, '+') ? "active" : "idle") : NULL;
	sysfs_close(&dir);
	free(scrub);
	return state;
}

/*
 * papr_scm_probe() reads both properties of the device's node: it refuses a device without a
 * guid, and sets ND_REGION_ASYNC where the other one is (5.10 to 7.3). A tree without the guid
 * was captured without the device tree, and tells nothing.
 */
static enum tri needs_flush_call(struct sysfs_dir *dir, const char *provider)
{
	if (!provider || !strstr(provider, "ibm,pmemory"))
		return TRI_UNKNOWN;
	if (sysfs_has(dir, "of_node/ibm,hcall-flush-required"))
		return TRI_YES;
	return sysfs_has(dir, "of_node/ibm,unit-guid") ? TRI_NO : TRI_UNKNOWN;
}

static void add_bus(struct inventory *inventory, struct facts *facts, struct nd_library *library,
		    const char *dev)
{
	const char *provider = nd_library_provider(library, dev);
	const char *scrub = nd_library_scrub_state(library, dev);
	char *path = nd_path(dev);
	struct sysfs_dir dir;
	struct nd_bus *bus;

	inventory->buses = array_make_room(inventory->buses, inventory->bus_count, sizeof(*bus));
	bus = &inventory->buses[inventory->bus_count++];
	memset(bus, 0, sizeof(*bus));
	bus->dev = xstrdup(dev);
	sysfs_open(&dir, facts, path, ND_AFFECTS);
	bus->provider = provider ? xstrdup(provider) : sysfs_text(&dir, "provider");
	/* Every bus has one: without it this may be one that has to be flushed. */
	if (!bus->provider || !*bus->provider) {
		sysfs_damaged(&dir, "provider");
		free(bus->provider);
		bus->provider = NULL;
	}
	bus->parent = sysfs_link(&dir, "../subsystem");
	bus->flush_call = needs_flush_call(&dir, bus->provider);
	bus->unread = sysfs_close(&dir);
	if (!bus->provider)
		bus->provider = xstrdup("unknown");
	bus->scrub_state = scrub ? xstrdup(scrub) : scrub_state(facts, path);
	free(path);
}

long nd_count_badblocks(struct sysfs_dir *dir)
{
	/* No attribute is longer than a page, and no page than this. */
	const size_t room = 65536 + 2;
	char *text = xreallocarray(NULL, room, 1), *rest = text, *line, *end;
	int rc = sysfs_attr(dir, "badblocks", text, room);
	unsigned long long count = 0;

	while (rc >= 0 && (line = strsep(&rest, "\n"))) {
		strtoull(line, &end, 10);
		count += *end == ' ' ? strtoull(end, NULL, 10) : 0;
	}
	free(text);
	if (rc < 0 && rc != -ENOENT)
		return -1;
	return count > LONG_MAX ? LONG_MAX : (long)count;
}

const char *nd_domain_name(const char *domain)
{
	static const char *const known[] = { "cpu_cache", "memory_controller", "none" };

	for (size_t i = 0; domain && i < ARRAY_SIZE(known); i++)
		if (!strcmp(domain, known[i]))
			return known[i];
	return "unknown";
}

bool nd_has_seed(struct sysfs_dir *dir, const char *name)
{
	char seed[64];

	return sysfs_attr(dir, name, seed, sizeof(seed)) > 0;
}

bool nd_is_volatile(struct sysfs_dir *dir)
{
	char devtype[32];

	return sysfs_attr(dir, "devtype", devtype, sizeof(devtype)) > 0 &&
	       !strcmp(devtype, "nd_volatile");
}

static void fill_region(struct nd_region *region, struct sysfs_dir *dir)
{
	char *domain = sysfs_text(dir, "persistence_domain");

	/* ND_DEVICE_NAMESPACE_IO and _PMEM (linux/ndctl.h); labels divide the latter alone. */
	region->nstype = sysfs_int(dir, "nstype", 0);
	region->type = xstrdup(region->nstype == 4 || region->nstype == 5 ? "pmem" : "unknown");
	region->size = sysfs_number_or(dir, "size", 0);
	if (region->nstype == 5) {
		region->available_size = sysfs_number_or(dir, "available_size", ULLONG_MAX);
		region->max_available_extent =
			sysfs_number_or(dir, "max_available_extent", ULLONG_MAX);
		region->iset_id = sysfs_number_or(dir, "set_cookie", 0);
	}
	region->align = sysfs_number_or(dir, "align", 0);
	region->numa_node = sysfs_int(dir, "numa_node", -1);
	region->target_node = sysfs_int(dir, "target_node", -1);
	region->persistence_domain = xstrdup(nd_domain_name(domain));
	region->mappings = sysfs_number_or(dir, "mappings", 0);
	region->enabled = sysfs_has(dir, "driver");
	region->btt_seed = nd_has_seed(dir, "btt_seed");
	region->pfn_seed = nd_has_seed(dir, "pfn_seed");
	region->dax_seed = nd_has_seed(dir, "dax_seed");
	region->read_only = sysfs_bool(dir, "read_only") == TRI_YES;
	region->badblock_count = nd_count_badblocks(dir);
	region->is_volatile = nd_is_volatile(dir);
	free(domain);
}

/* One that a region has and the bus does not list would be left out without a word. */
static void look_for_unlisted(struct inventory *inventory, struct facts *facts, const char *region,
			      const struct sysfs_names *listed)
{
	struct sysfs_names names;
	int rc = sysfs_list(facts, region, "namespace", &names);

	if (rc && rc != -ENOENT) {
		facts_skip(facts, region, rc, ND_AFFECTS);
		inventory->unlisted++;
	}
	for (size_t i = 0; i < names.count; i++) {
		char *path;

		/* "namespace_seed" is an attribute. */
		if (names.list[i][9] == '_' || sysfs_names_have(listed, names.list[i]))
			continue;
		path = xasprintf("%s/%s", region, names.list[i]);
		facts_skip(facts, path, EBADMSG, ND_AFFECTS);
		inventory->unlisted++;
		free(path);
	}
	sysfs_release_names(&names);
}

static void read_region(struct nd_region *region, struct facts *facts, const char *path)
{
	struct sysfs_dir dir;

	if (sysfs_open(&dir, facts, path, ND_AFFECTS))
		sysfs_damaged(&dir, "");
	fill_region(region, &dir);
	region->unread = sysfs_close(&dir);
}

static void add_region(struct inventory *inventory, struct facts *facts, struct nd_library *library,
		       size_t bus, const char *dev, const struct sysfs_names *listed)
{
	char *path = nd_path(dev);
	struct nd_region *region;

	inventory->regions =
		array_make_room(inventory->regions, inventory->region_count, sizeof(*region));
	region = &inventory->regions[inventory->region_count++];
	memset(region, 0, sizeof(*region));
	region->bus = bus;
	region->dev = xstrdup(dev);
	if (!nd_library_fill_region(library, facts, region))
		read_region(region, facts, path);
	look_for_unlisted(inventory, facts, path, listed);
	free(path);
}

/* What hangs on a bus: its dimms and regions. A device whose bus is not known is not judged. */
static void take_children(struct inventory *inventory, struct facts *facts,
			  struct nd_library *library, const struct sysfs_names *names,
			  char *const *parents)
{
	for (size_t b = 0; b < inventory->bus_count; b++)
		for (size_t i = 0; i < names->count; i++) {
			if (!parents[i] || strcmp(parents[i], inventory->buses[b].dev))
				continue;
			if (names->list[i][0] == 'r')
				add_region(inventory, facts, library, b, names->list[i], names);
			else
				look_at_dimm(&inventory->buses[b], facts, library, names->list[i]);
		}
}

static void walk_buses(struct inventory *inventory, struct facts *facts, struct nd_library *library,
		       const struct sysfs_names *names)
{
	char **parents = xcalloc(names->count, sizeof(*parents));

	for (size_t i = 0; i < names->count; i++) {
		const char *name = names->list[i];

		if (sysfs_is_numbered(name, "ndbus"))
			add_bus(inventory, facts, library, name);
		else if (sysfs_is_numbered(name, "region") || sysfs_is_numbered(name, "nmem"))
			parents[i] = bus_of(facts, library, name);
		/* Whatever is on it will not be listed. */
		if (sysfs_is_numbered(name, "region") && !parents[i])
			inventory->unlisted++;
	}
	take_children(inventory, facts, library, names, parents);
	for (size_t i = 0; i < names->count; i++)
		free(parents[i]);
	free(parents);
}

void observe_nd(struct inventory *inventory, struct facts *facts, struct ndctl_ctx *ctx)
{
	struct ndctl_ctx *own = NULL;
	struct nd_library *library;
	struct sysfs_names names;
	int rc;

	rc = sysfs_list(facts, ND_DEVICES, "", &names);
	if (rc) {
		/* No nd bus, no namespaces; one that cannot be looked at may have any. */
		if (rc == -ENOENT)
			return;
		facts_skip(facts, ND_DEVICES, rc, ND_AFFECTS);
		inventory->unlisted++;
		return;
	}
	/* ndctl_new() reads modprobe's configuration: by this process, which is bounded, and at need. */
	if (!ctx && names.count)
		own = nd_library_make_context(facts);
	library = nd_library_list(ctx ? ctx : own, facts, names.count);
	walk_buses(inventory, facts, library, &names);
	for (size_t i = 0; i < names.count; i++)
		if (!strncmp(names.list[i], "namespace", 9))
			observe_namespace(inventory, facts, library, names.list[i]);
	nd_library_release(library);
	nd_library_drop_context(own);
	sysfs_release_names(&names);
}
