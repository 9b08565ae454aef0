// SPDX-License-Identifier: GPL-2.0-only
#include "region.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "../../facts/inventory.h"
#include "../../lib/array.h"
#include "../../lib/xalloc.h"
#include "../read/sysfs.h"
#include "attributes.h"
#include "library.h"

static void fill_region(struct nd_region *region, struct sysfs_dir *dir)
{
	char *domain = sysfs_text(dir, "persistence_domain");
	unsigned long long mappings;

	/* Labels divide only regions of nstype 5. */
	region->nstype = sysfs_int(dir, "nstype", 0);
	region->is_volatile = nd_is_volatile(dir);
	region->type = xstrdup(nd_region_type(region));
	region->size = sysfs_number_or(dir, "size", 0);
	if (region->nstype == 5) {
		region->available_size = sysfs_number_or(dir, "available_size", ULLONG_MAX);
		region->max_available_extent =
			sysfs_number_or(dir, "max_available_extent", ULLONG_MAX);
		region->iset_id = sysfs_number_or(dir, "set_cookie", 0);
	}
	region->align = sysfs_number_or(dir, "align", 0);
	region->numa_node = sysfs_int(dir, "numa_node", NUMA_NOT_SHOWN);
	region->target_node = sysfs_int(dir, "target_node", -1);
	region->persistence_domain = xstrdup(nd_domain_name(domain));
	region->mappings_known = sysfs_number(dir, "mappings", &mappings);
	region->mappings = region->mappings_known ? mappings : 0;
	region->enabled = sysfs_has(dir, "driver");
	region->btt_seed = nd_has_seed(dir, "btt_seed");
	region->pfn_seed = nd_has_seed(dir, "pfn_seed");
	region->dax_seed = nd_has_seed(dir, "dax_seed");
	region->read_only = sysfs_bool(dir, "read_only") == TRI_YES;
	region->badblock_count = nd_count_badblocks(dir);
	free(domain);
}

/* Find namespaces that are in the region's directory but not listed on the bus. */
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

		/* "namespace_seed" is an attribute, not a namespace. */
		if (names.list[i][9] == '_' || sysfs_names_have(listed, names.list[i]))
			continue;
		path = xasprintf("%s/%s", region, names.list[i]);
		facts_skip(facts, path, EBADMSG, ND_AFFECTS);
		inventory->unlisted++;
		free(path);
	}
	sysfs_release_names(&names);
}

static void read_nd_region(struct nd_region *region, struct facts *facts, const char *path)
{
	struct sysfs_dir dir;

	if (sysfs_open(&dir, facts, path, ND_AFFECTS))
		sysfs_damaged(&dir, "");
	fill_region(region, &dir);
	region->unread = sysfs_close(&dir);
}

void nd_add_region(struct inventory *inventory, struct facts *facts, struct nd_library *library,
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
		read_nd_region(region, facts, path);
	look_for_unlisted(inventory, facts, path, listed);
	free(path);
}
