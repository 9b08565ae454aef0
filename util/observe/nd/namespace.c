// SPDX-License-Identifier: GPL-2.0-only
/* A namespace, and the personality (btt, pfn, dax) that holds it. */
#include "namespace.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "../../facts/inventory.h"
#include "../../lib/array.h"
#include "../../lib/xalloc.h"
#include "../read/sysfs.h"
#include "attributes.h"
#include "library.h"

static void fill_namespace(struct nd_namespace *ns, struct sysfs_dir *dir)
{
	nd_read_holder(ns, dir);
	ns->sysfs_mode = sysfs_text(dir, "mode");
	ns->mode = nd_parse_mode(ns->sysfs_mode);
	ns->force_raw = sysfs_bool(dir, "force_raw") == TRI_YES;
	ns->numa_node = sysfs_int(dir, "numa_node", ns->numa_node);
	ns->name = sysfs_text(dir, "alt_name");
	if (ns->name && !*ns->name) {
		free(ns->name);
		ns->name = NULL;
	}
	nd_read_uuid(dir, ns->raw_uuid);
	if (ns->mode == ND_MODE_FSDAX)
		ns->map = "mem";
	if (!ns->holder || !*ns->holder)
		ns->enabled = sysfs_has(dir, "driver");
	/* The kernel uses 512 if the label has no sector size. */
	if (!ns->holder || !*ns->holder || *ns->holder == 'p') {
		ns->sector_size = nd_selected_size(dir);
		if (!ns->sector_size)
			ns->sector_size = 512;
	}
}

/* "namespace0.1" belongs to region0 (nd_namespace_pmem_set_name(), and the same for io). */
static size_t find_region_of(const struct inventory *inventory, const char *dev)
{
	size_t digits = strspn(dev + 9, "0123456789");

	for (size_t i = 0; digits && i < inventory->region_count; i++) {
		const char *number = inventory->regions[i].dev + 6;

		if (!strncmp(number, dev + 9, digits) && !number[digits])
			return i;
	}
	return NO_INDEX;
}

static struct nd_namespace *append_namespace(struct inventory *inventory, const char *dev,
					     size_t index, unsigned long long size)
{
	struct nd_region *region = &inventory->regions[index];
	struct nd_namespace *ns;

	inventory->namespaces =
		array_make_room(inventory->namespaces, inventory->namespace_count, sizeof(*ns));
	ns = &inventory->namespaces[inventory->namespace_count++];
	memset(ns, 0, sizeof(*ns));
	ns->region = index;
	ns->disk = NO_INDEX;
	ns->dev = xstrdup(dev);
	ns->raw_size = ns->size = size;
	region->namespaces++;
	/*
	 * target_node_show() shows the region's node. device_add() gives the namespace the NUMA
	 * node of its region; if the namespace shows one, that replaces this one.
	 */
	ns->numa_node = region->numa_node;
	ns->target_node = region->target_node;
	return ns;
}

static void read_namespace(struct inventory *inventory, struct facts *facts, const char *dev,
			   size_t region)
{
	char *path = nd_path(dev);
	unsigned long long size;
	struct nd_namespace *ns;
	struct sysfs_dir dir;
	bool there;

	sysfs_open(&dir, facts, path, ND_AFFECTS);
	there = sysfs_number(&dir, "size", &size);
	if (region == NO_INDEX || (!there && !dir.error)) {
		/* Count it, since a requirement could seem to be met if it were ignored. */
		inventory->unlisted++;
		if (!sysfs_close(&dir))
			facts_skip(facts, path, EBADMSG, ND_AFFECTS);
	} else if (there && !size) {
		/* A seed is not a namespace yet. */
		sysfs_close(&dir);
	} else {
		/* If the size is unreadable, it may be a seed; then it is listed as unread. */
		ns = append_namespace(inventory, dev, region, there ? size : 0);
		fill_namespace(ns, &dir);
		/* A seed also has a mode, so the mode proves nothing. */
		if (!there && (!ns->holder || !*ns->holder))
			ns->mode = ND_MODE_UNKNOWN;
		ns->unread = sysfs_close(&dir);
		if (ns->holder && *ns->holder)
			nd_read_personality(ns, facts);
		else
			strcpy(ns->uuid, ns->raw_uuid);
	}
	free(path);
}

void observe_namespace(struct inventory *inventory, struct facts *facts, struct nd_library *library,
		       const char *dev)
{
	unsigned long long size = nd_library_namespace_size(library, dev);
	size_t region = find_region_of(inventory, dev);
	size_t before = inventory->namespace_count;

	if (size && region != NO_INDEX)
		nd_library_fill_namespace(library, facts,
					  append_namespace(inventory, dev, region, size));
	else
		read_namespace(inventory, facts, dev, region);
	/* Kernels without transparent huge pages do not show their size elsewhere. */
	if (inventory->namespace_count > before && !inventory->environment.huge_page)
		nd_read_huge_align(&inventory->namespaces[before], facts);
}
