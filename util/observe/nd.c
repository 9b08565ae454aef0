// SPDX-License-Identifier: GPL-2.0-only
/* Buses, regions and namespaces, as libndctl sees them. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <ndctl/libndctl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <uuid/uuid.h>

#include "../must.h"
#include "inventory.h"
#include "reader.h"

#define ND_DEVICES "/sys/bus/nd/devices"

static void ignore_log(struct ndctl_ctx *ctx, int priority, const char *file, int line,
		       const char *fn, const char *format, va_list args)
{
	(void)ctx, (void)priority, (void)file, (void)line, (void)fn, (void)format, (void)args;
}

/* An attribute of a device on the nd bus, for the caller to free; NULL if it cannot be read. */
static char *nd_attr(const char *dev, const char *attr)
{
	char path[PATH_MAX], text[256];

	snprintf(path, sizeof(path), ND_DEVICES "/%s/%s", dev, attr);
	return reader_attr(AT_FDCWD, path, text, sizeof(text)) < 0 ? NULL : must_strdup(text);
}

static char *parent_subsystem(const char *bus)
{
	char path[PATH_MAX];

	snprintf(path, sizeof(path), ND_DEVICES "/%s/../subsystem", bus);
	return reader_link_name(AT_FDCWD, path);
}

static void look_at_dimms(struct ndctl_bus *from, struct nd_bus *bus)
{
	struct ndctl_dimm *dimm;

	ndctl_dimm_foreach (from, dimm) {
		char *slots = nd_attr(ndctl_dimm_get_devname(dimm), "available_slots");

		bus->dimms++;
		bus->dimms_without_labels += !slots;
		free(slots);
	}
}

static size_t add_bus(struct inventory *inventory, struct ndctl_bus *from)
{
	struct nd_bus *bus;

	inventory->buses = must_grow(inventory->buses, inventory->bus_count + 1, sizeof(*bus));
	bus = &inventory->buses[inventory->bus_count];
	memset(bus, 0, sizeof(*bus));
	bus->dev = must_strdup(ndctl_bus_get_devname(from));
	bus->provider = must_strdup(ndctl_bus_get_provider(from));
	bus->parent = parent_subsystem(bus->dev);
	if (ndctl_bus_has_nfit(from)) {
		int active = ndctl_bus_get_scrub_state(from);

		if (active >= 0)
			bus->scrub_state = must_strdup(active ? "active" : "idle");
	}
	look_at_dimms(from, bus);
	return inventory->bus_count++;
}

static const char *domain_name(enum ndctl_persistence_domain domain)
{
	switch (domain) {
	case PERSISTENCE_CPU_CACHE:
		return "cpu_cache";
	case PERSISTENCE_MEM_CTRL:
		return "memory_controller";
	case PERSISTENCE_NONE:
		return "none";
	default:
		return "unknown";
	}
}

static bool has_text(char *text)
{
	bool some = text && *text;

	free(text);
	return some;
}

static long count_badblocks(struct ndctl_region *from)
{
	struct badblock *block;
	long count = 0;

	ndctl_region_badblock_foreach (from, block)
		count += block->len;
	return count;
}

static size_t add_region(struct inventory *inventory, struct ndctl_region *from, size_t bus)
{
	struct nd_region *region;
	const char *dev = ndctl_region_get_devname(from);
	char *read_only;

	inventory->regions =
		must_grow(inventory->regions, inventory->region_count + 1, sizeof(*region));
	region = &inventory->regions[inventory->region_count];
	memset(region, 0, sizeof(*region));
	region->bus = bus;
	region->dev = must_strdup(dev);
	region->type = must_strdup(ndctl_region_get_type_name(from));
	region->size = ndctl_region_get_size(from);
	region->available_size = ndctl_region_get_available_size(from);
	region->max_available_extent = ndctl_region_get_max_available_extent(from);
	region->align = ndctl_region_get_align(from);
	if (region->align == ULONG_MAX)
		region->align = 0;
	region->numa_node = ndctl_region_get_numa_node(from);
	region->target_node = ndctl_region_get_target_node(from);
	region->persistence_domain =
		must_strdup(domain_name(ndctl_region_get_persistence_domain(from)));
	region->nstype = ndctl_region_get_nstype(from);
	region->mappings = ndctl_region_get_mappings(from);
	region->enabled = ndctl_region_is_enabled(from);
	region->btt_seed = has_text(nd_attr(dev, "btt_seed"));
	region->pfn_seed = has_text(nd_attr(dev, "pfn_seed"));
	region->dax_seed = has_text(nd_attr(dev, "dax_seed"));
	read_only = nd_attr(dev, "read_only");
	region->read_only = read_only && !strcmp(read_only, "1");
	free(read_only);
	region->badblock_count = count_badblocks(from);
	if (ndctl_region_get_interleave_set(from))
		region->iset_id =
			ndctl_interleave_set_get_cookie(ndctl_region_get_interleave_set(from));
	return inventory->region_count++;
}

static const char *map_name(enum ndctl_pfn_loc location)
{
	switch (location) {
	case NDCTL_PFN_LOC_RAM:
		return "mem";
	case NDCTL_PFN_LOC_PMEM:
		return "dev";
	default:
		return "none";
	}
}

static void fill_uuid(char *text, uuid_t uuid)
{
	if (!uuid_is_null(uuid))
		uuid_unparse(uuid, text);
}

/* What ndctl prints comes from the personality that holds the namespace, else from itself. */
static void fill_personality(struct nd_namespace *ns, struct ndctl_namespace *from)
{
	struct ndctl_btt *btt = ndctl_namespace_get_btt(from);
	struct ndctl_pfn *pfn = ndctl_namespace_get_pfn(from);
	struct ndctl_dax *dax = ndctl_namespace_get_dax(from);
	const char *blockdev = NULL;
	uuid_t uuid;

	uuid_clear(uuid);
	ns->size = ns->raw_size;
	switch (ndctl_namespace_get_mode(from)) {
	case NDCTL_NS_MODE_MEMORY:
		ns->mode = "fsdax";
		ns->map = pfn ? map_name(ndctl_pfn_get_location(pfn)) : "mem";
		if (pfn)
			ns->size = ndctl_pfn_get_size(pfn);
		break;
	case NDCTL_NS_MODE_DAX:
		ns->mode = "devdax";
		if (dax) {
			ns->map = map_name(ndctl_dax_get_location(dax));
			ns->size = ndctl_dax_get_size(dax);
		}
		break;
	case NDCTL_NS_MODE_SECTOR:
		ns->mode = "sector";
		if (btt)
			ns->size = ndctl_btt_get_size(btt);
		break;
	case NDCTL_NS_MODE_RAW:
		ns->mode = "raw";
		break;
	default:
		/* A mode of a newer kernel, or one that could not be read, is passed on as it is. */
		ns->mode = ns->sysfs_mode ? ns->sysfs_mode : "unknown";
	}
	if (btt) {
		ndctl_btt_get_uuid(btt, uuid);
		ns->sector_size = ndctl_btt_get_sector_size(btt);
		blockdev = ndctl_btt_get_block_device(btt);
	} else if (pfn) {
		ndctl_pfn_get_uuid(pfn, uuid);
		ns->align = ndctl_pfn_get_align(pfn);
		blockdev = ndctl_pfn_get_block_device(pfn);
	} else if (dax) {
		ndctl_dax_get_uuid(dax, uuid);
		ns->align = ndctl_dax_get_align(dax);
		ns->dax_driver = ndctl_dax_is_enabled(dax);
	} else {
		ndctl_namespace_get_uuid(from, uuid);
		blockdev = ndctl_namespace_get_block_device(from);
	}
	fill_uuid(ns->uuid, uuid);
	if (!btt && !dax) {
		int sector = ndctl_namespace_get_sector_size(from);

		/* The kernel takes 512 where the label does not say. */
		ns->sector_size = sector > 0 ? sector : 512;
	}
	if (blockdev && *blockdev)
		ns->blockdev = must_strdup(blockdev);
}

static void add_namespace(struct inventory *inventory, struct ndctl_namespace *from, size_t region)
{
	const char *dev = ndctl_namespace_get_devname(from);
	const char *name = ndctl_namespace_get_alt_name(from);
	struct nd_namespace *ns;
	uuid_t uuid;

	inventory->namespaces =
		must_grow(inventory->namespaces, inventory->namespace_count + 1, sizeof(*ns));
	ns = &inventory->namespaces[inventory->namespace_count++];
	memset(ns, 0, sizeof(*ns));
	ns->region = region;
	ns->disk = NOBODY;
	ns->dev = must_strdup(dev);
	ns->raw_size = ndctl_namespace_get_size(from);
	ns->enabled = ndctl_namespace_is_active(from);
	ns->force_raw = ndctl_namespace_get_raw_mode(from) > 0;
	ns->numa_node = ndctl_namespace_get_numa_node(from);
	ns->target_node = ndctl_namespace_get_target_node(from);
	ns->name = name && *name ? must_strdup(name) : NULL;
	ns->holder_class = nd_attr(dev, "holder_class");
	ns->sysfs_mode = nd_attr(dev, "mode");
	uuid_clear(uuid);
	ndctl_namespace_get_uuid(from, uuid);
	fill_uuid(ns->raw_uuid, uuid);
	fill_personality(ns, from);
	if (ns->raw_size)
		inventory->regions[region].namespaces++;
}

static void walk_region(struct inventory *inventory, struct ndctl_region *from, size_t bus)
{
	size_t region = add_region(inventory, from, bus);
	struct ndctl_namespace *ns;

	ndctl_namespace_foreach (from, ns)
		/* A seed has no size: it waits to be made into a namespace. */
		if (ndctl_namespace_get_size(ns))
			add_namespace(inventory, ns, region);
}

/* Seeds are in libndctl's list, too: what is not there at all is what it could not parse. */
static bool is_listed(struct ndctl_ctx *ctx, const char *name)
{
	struct ndctl_namespace *ns;
	struct ndctl_region *region;
	struct ndctl_bus *bus;

	ndctl_bus_foreach (ctx, bus)
		ndctl_region_foreach (bus, region)
			ndctl_namespace_foreach (region, ns)
				if (!strcmp(ndctl_namespace_get_devname(ns), name))
					return true;
	return false;
}

/* A namespace that is left out without a word would make a requirement look met. */
static void look_for_unlisted(struct inventory *inventory, struct facts *facts,
			      struct ndctl_ctx *ctx)
{
	struct dirent *entry;
	DIR *dir;

	dir = opendir(ND_DEVICES);
	if (!dir)
		return;
	while ((entry = readdir(dir))) {
		char *path;

		if (strncmp(entry->d_name, "namespace", 9) || is_listed(ctx, entry->d_name))
			continue;
		inventory->unlisted++;
		path = must_asprintf(ND_DEVICES "/%s", entry->d_name);
		facts_skip(facts, path, EBADMSG, "buses");
		free(path);
	}
	closedir(dir);
}

static int by_name(const void *a, const void *b)
{
	return strverscmp(((const struct nd_namespace *)a)->dev,
			  ((const struct nd_namespace *)b)->dev);
}

/* libndctl's objects with their names, to be sorted. */
struct named {
	const char *name;
	void *object;
};

static void add_named(struct named **list, size_t *count, const char *name, void *object)
{
	*list = must_grow(*list, *count + 1, sizeof(**list));
	(*list)[(*count)++] = (struct named){ name, object };
}

static int by_its_name(const void *a, const void *b)
{
	return strverscmp(((const struct named *)a)->name, ((const struct named *)b)->name);
}

/*
 * libndctl lists in the order of the directory, which is nobody's: sysfs and a
 * captured tree would give two answers.
 */
static void walk_bus(struct inventory *inventory, struct ndctl_bus *from)
{
	size_t index = add_bus(inventory, from), count = 0;
	struct named *list = NULL;
	struct ndctl_region *region;

	ndctl_region_foreach (from, region)
		add_named(&list, &count, ndctl_region_get_devname(region), region);
	if (count)
		qsort(list, count, sizeof(*list), by_its_name);
	for (size_t i = 0; i < count; i++)
		walk_region(inventory, list[i].object, index);
	free(list);
}

static void walk_buses(struct inventory *inventory, struct ndctl_ctx *ctx)
{
	struct named *list = NULL;
	struct ndctl_bus *bus;
	size_t count = 0;

	ndctl_bus_foreach (ctx, bus)
		add_named(&list, &count, ndctl_bus_get_devname(bus), bus);
	if (count)
		qsort(list, count, sizeof(*list), by_its_name);
	for (size_t i = 0; i < count; i++)
		walk_bus(inventory, list[i].object);
	free(list);
}

void observe_nd(struct inventory *inventory, struct facts *facts, struct ndctl_ctx *ctx)
{
	struct ndctl_ctx *own = NULL;
	int rc;

	if (!ctx) {
		rc = ndctl_new(&own);
		if (rc < 0) {
			facts_skip(facts, "libndctl", rc, "buses");
			return;
		}
		ctx = own;
	}
	ndctl_set_log_fn(ctx, ignore_log);
	walk_buses(inventory, ctx);
	look_for_unlisted(inventory, facts, ctx);
	ndctl_unref(own);
	if (inventory->namespace_count)
		qsort(inventory->namespaces, inventory->namespace_count,
		      sizeof(*inventory->namespaces), by_name);
}
