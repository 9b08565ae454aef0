// SPDX-License-Identifier: GPL-2.0-only
#include "dimm.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "../../facts/inventory.h"
#include "../../lib/array.h"
#include "../../lib/xalloc.h"
#include "../read/sysfs.h"
#include "attributes.h"

static void add_dimm(struct inventory *inventory, struct facts *facts, const char *name)
{
	char *path = nd_path(name);
	struct nd_dimm *dimm;
	struct sysfs_dir dir;

	inventory->dimms = array_make_room(inventory->dimms, inventory->dimm_count, sizeof(*dimm));
	dimm = &inventory->dimms[inventory->dimm_count++];
	*dimm = (struct nd_dimm){ .dev = xstrdup(name) };
	sysfs_open(&dir, facts, path, ND_AFFECTS);
	dimm->flags = sysfs_text(&dir, "nfit/flags");
	if (!dimm->flags)
		dimm->flags = sysfs_text(&dir, "papr/flags");
	dimm->security = sysfs_text(&dir, "security");
	dimm->available_slots = sysfs_int(&dir, "available_slots", -1);
	dimm->enabled = sysfs_has(&dir, "driver");
	dimm->unread = sysfs_close(&dir);
	free(path);
}

static size_t find_dimm(const struct inventory *inventory, const char *name, size_t length)
{
	for (size_t i = 0; i < inventory->dimm_count; i++)
		if (strlen(inventory->dimms[i].dev) == length &&
		    !strncmp(inventory->dimms[i].dev, name, length))
			return i;
	return NO_INDEX;
}

/* Lines of mappingM, "nmem0,0,1073741824,0": dimm, start, size, position. */
static void read_mappings(struct inventory *inventory, struct facts *facts, size_t index)
{
	struct nd_region *region = &inventory->regions[index];
	char *path = nd_path(region->dev);
	struct sysfs_dir dir;

	sysfs_open(&dir, facts, path, ND_AFFECTS);
	/* No region has more than 32 mappings (ND_MAX_MAPPINGS, include/linux/libnvdimm.h). */
	for (unsigned int i = 0; i < region->mappings && i < 32; i++) {
		char *name = xasprintf("mapping%u", i), *text = sysfs_text(&dir, name);
		size_t dimm = text ? find_dimm(inventory, text, strcspn(text, ",")) : NO_INDEX;

		if (dimm != NO_INDEX) {
			region->dimms = array_make_room(region->dimms, region->dimm_count,
							sizeof(*region->dimms));
			region->dimms[region->dimm_count++] = dimm;
		}
		free(text);
		free(name);
	}
	sysfs_close(&dir);
	free(path);
}

void observe_dimms(struct inventory *inventory, struct facts *facts)
{
	struct sysfs_names names;

	if (sysfs_list(facts, ND_DEVICES, "nmem", &names))
		return;
	for (size_t i = 0; i < names.count; i++)
		if (names.list[i][4 + strspn(names.list[i] + 4, "0123456789")] == '\0')
			add_dimm(inventory, facts, names.list[i]);
	sysfs_release_names(&names);
	for (size_t i = 0; i < inventory->region_count; i++)
		if (inventory->dimm_count)
			read_mappings(inventory, facts, i);
}
