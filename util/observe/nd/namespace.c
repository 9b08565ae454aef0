// SPDX-License-Identifier: GPL-2.0-only
/* A namespace, and the personality (btt, pfn, dax) that holds it. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "../../facts/inventory.h"
#include "../../lib/array.h"
#include "../../lib/xalloc.h"
#include "../read/sysfs.h"
#include "nd-library.h"
#include "nd.h"

/* Names with which a personality can hold a namespace; the first three letters are its kind. */
static bool is_personality(const char *name)
{
	return sysfs_is_pair(name, "btt") || sysfs_is_pair(name, "pfn") ||
	       sysfs_is_pair(name, "dax");
}

const char *nd_mode_name(const char *sysfs_mode)
{
	static const struct {
		const char *sysfs, *ndctl;
	} modes[] = {
		{ "memory", "fsdax" },
		{ "dax", "devdax" },
		{ "safe", "sector" },
		{ "raw", "raw" },
	};

	for (size_t i = 0; sysfs_mode && i < ARRAY_SIZE(modes); i++)
		if (!strcmp(sysfs_mode, modes[i].sysfs))
			return modes[i].ndctl;
	/* A mode of a newer kernel, or one that could not be read, is passed on as it is. */
	return sysfs_mode ? sysfs_mode : "unknown";
}

const char *nd_map_name(const char *mode)
{
	if (mode && !strcmp(mode, "ram"))
		return "mem";
	return mode && !strcmp(mode, "pmem") ? "dev" : "none";
}

unsigned int nd_selected_size(struct sysfs_dir *dir)
{
	char text[128], *bracket;

	if (sysfs_attr(dir, "sector_size", text, sizeof(text)) < 0)
		return 0;
	bracket = strchr(text, '[');
	return bracket ? strtoul(bracket + 1, NULL, 10) : 0;
}

static void read_uuid(struct sysfs_dir *dir, char uuid[40])
{
	static const char none[] = "00000000-0000-0000-0000-000000000000";
	char text[64];

	if (sysfs_attr(dir, "uuid", text, sizeof(text)) == (int)strlen(none) && strcmp(text, none))
		strcpy(uuid, text);
}

/* Without one, or with one that says nothing of its own, it is the namespace that counts. */
void nd_read_personality(struct nd_namespace *ns, struct facts *facts)
{
	char *path = nd_path(ns->holder), *mode = NULL;
	struct sysfs_dir dir;
	char kind = *ns->holder;

	if (sysfs_open(&dir, facts, path, ND_AFFECTS))
		sysfs_damaged(&dir, "");
	if (kind == 'b') {
		ns->sector_size = nd_selected_size(&dir);
	} else {
		ns->align = sysfs_number_or(&dir, "align", 0);
		mode = sysfs_text(&dir, "mode");
		ns->map = nd_map_name(mode);
		free(mode);
	}
	/* A kernel that refused what it found on it shows a size, but no driver. */
	ns->size = sysfs_number_or(&dir, "size", ns->raw_size);
	read_uuid(&dir, ns->uuid);
	ns->enabled = sysfs_has(&dir, "driver");
	ns->dax_driver = kind == 'd' && ns->enabled;
	ns->unread |= sysfs_close(&dir);
	free(path);
}

void nd_read_holder(struct nd_namespace *ns, struct sysfs_dir *dir)
{
	ns->holder = sysfs_text(dir, "holder");
	if (!ns->holder || !*ns->holder || is_personality(ns->holder))
		return;
	/* Part of a path to be: only what the kernel can have said is taken. */
	free(ns->holder);
	ns->holder = NULL;
	sysfs_damaged(dir, "holder");
}

static void fill_namespace(struct nd_namespace *ns, struct sysfs_dir *dir)
{
	nd_read_holder(ns, dir);
	ns->sysfs_mode = sysfs_text(dir, "mode");
	ns->mode = nd_mode_name(ns->sysfs_mode);
	ns->force_raw = sysfs_bool(dir, "force_raw") == TRI_YES;
	ns->name = sysfs_text(dir, "alt_name");
	if (ns->name && !*ns->name) {
		free(ns->name);
		ns->name = NULL;
	}
	read_uuid(dir, ns->raw_uuid);
	if (!strcmp(ns->mode, "fsdax"))
		ns->map = "mem";
	if (!ns->holder || !*ns->holder)
		ns->enabled = sysfs_has(dir, "driver");
	/* The kernel takes 512 where the label does not say. */
	if (!ns->holder || !*ns->holder || *ns->holder == 'p') {
		ns->sector_size = nd_selected_size(dir);
		if (!ns->sector_size)
			ns->sector_size = 512;
	}
}

/* "namespace0.1" is of region0 (nd_namespace_pmem_set_name(), and the same for io). */
static size_t region_of(const struct inventory *inventory, const char *dev)
{
	size_t digits = strspn(dev + 9, "0123456789");

	for (size_t i = 0; digits && i < inventory->region_count; i++) {
		const char *number = inventory->regions[i].dev + 6;

		if (!strncmp(number, dev + 9, digits) && !number[digits])
			return i;
	}
	return NO_INDEX;
}

static struct nd_namespace *add_namespace(struct inventory *inventory, const char *dev,
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
	 * target_node_show() asks the region, and device_add() gives a namespace, which
	 * has no node of its own, that of its region.
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
		/* Left out without a word it would make a requirement look met. */
		inventory->unlisted++;
		if (!sysfs_close(&dir))
			facts_skip(facts, path, EBADMSG, ND_AFFECTS);
	} else if (there && !size) {
		/* A seed: it waits to be made into a namespace. */
		sysfs_close(&dir);
	} else {
		/* What may be a seed and may be not is listed, as one that was not read. */
		ns = add_namespace(inventory, dev, region, there ? size : 0);
		fill_namespace(ns, &dir);
		/* A seed would look the same. */
		if (!there && (!ns->holder || !*ns->holder))
			ns->mode = nd_mode_name(NULL);
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
	size_t region = region_of(inventory, dev);

	if (size && region != NO_INDEX)
		nd_library_fill_namespace(library, facts,
					  add_namespace(inventory, dev, region, size));
	else
		read_namespace(inventory, facts, dev, region);
}
