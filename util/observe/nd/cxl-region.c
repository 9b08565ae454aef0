// SPDX-License-Identifier: GPL-2.0-only
#include "cxl-region.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../facts/cxl.h"
#include "../../facts/host.h"
#include "../../lib/array.h"
#include "../../lib/xalloc.h"
#include "../read/sysfs.h"
#include "cxl-place.h"

static const char affects[] = "buses";

/* ways_to_eiw() (drivers/cxl/cxl.h) knows no larger number. */
#define WAYS_MAX 16

/* targetN is an empty line until a decoder is set (show_targetN()). */
static void read_members(struct cxl_region *region, struct sysfs_dir *dir)
{
	for (unsigned int i = 0; i < region->ways && i < WAYS_MAX; i++) {
		char name[32], *decoder;

		snprintf(name, sizeof(name), "target%u", i);
		decoder = sysfs_text(dir, name);
		if (!decoder || !*decoder) {
			free(decoder);
			continue;
		}
		region->mappings = array_make_room(region->mappings, region->mapping_count,
						   sizeof(*region->mappings));
		region->mappings[region->mapping_count++] = (struct cxl_mapping){ i, decoder };
	}
}

/* The device that the next driver binds has the number of its region. */
static void look_at_child(struct cxl_region *region, struct sysfs_dir *dir,
			  const struct sysfs_names *names)
{
	static const char *const kinds[] = { "pmem", "dax" };

	for (size_t i = 0; i < ARRAY_SIZE(kinds); i++) {
		char *child = xasprintf("%s_%s", kinds[i], region->dev);
		char *driver = xasprintf("%s/driver", child);

		if (sysfs_names_have(names, child)) {
			region->has_child = true;
			region->child_enabled |= sysfs_has(dir, driver);
		}
		free(driver);
		free(child);
	}
}

void take_cxl_region(struct cxl_facts *cxl, struct facts *facts, const struct sysfs_names *names,
		     const char *name)
{
	char *path = xasprintf(CXL_DEVICES "/%s", name);
	struct cxl_region *region;
	struct sysfs_dir dir;

	cxl->regions = array_make_room(cxl->regions, cxl->region_count, sizeof(*region));
	region = &cxl->regions[cxl->region_count++];
	*region =
		(struct cxl_region){ .dev = xstrdup(name), .root_decoder = cxl_parent_name(name) };
	sysfs_open(&dir, facts, path, affects);
	region->mode = sysfs_text(&dir, "mode");
	region->size = sysfs_number_or(&dir, "size", 0);
	region->ways = sysfs_number_or(&dir, "interleave_ways", 0);
	region->granularity = sysfs_number_or(&dir, "interleave_granularity", 0);
	region->committed = sysfs_bool(&dir, "commit");
	look_at_child(region, &dir, names);
	region->enabled = sysfs_has(&dir, "driver");
	read_members(region, &dir);
	region->unread = sysfs_close(&dir);
	free(path);
}
