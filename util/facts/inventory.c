// SPDX-License-Identifier: GPL-2.0-only
#include "inventory.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "../lib/array.h"

const char *disk_type(const struct disk *disk)
{
	static const struct {
		const char *prefix, *type;
	} drivers[] = {
		{ "md", "raid" },   { "bcache", "bcache" }, { "loop", "loop" },
		{ "drbd", "drbd" }, { "nbd", "nbd" },       { "rbd", "rbd" },
		{ "zram", "zram" }, { "ram", "ram" },       { "dm-", "dm" },
	};

	if (disk->parent != NO_INDEX)
		return "partition";
	if (disk->dm_name)
		return "dm";
	for (size_t i = 0; i < ARRAY_SIZE(drivers); i++) {
		size_t length = strlen(drivers[i].prefix);

		if (!strncmp(disk->dev, drivers[i].prefix, length) &&
		    disk->dev[length + strspn(disk->dev + length, "_0123456789")] == '\0')
			return drivers[i].type;
	}
	return disk->slave_count ? "stack" : "disk";
}

bool disk_is_loop(const struct disk *disk)
{
	return !strcmp(disk_type(disk), "loop");
}

size_t inventory_find_disk(const struct inventory *inventory, const char *dev)
{
	for (size_t i = 0; dev && i < inventory->disk_count; i++)
		if (!strcmp(inventory->disks[i].dev, dev))
			return i;
	return NO_INDEX;
}

const char *namespace_mode_name(const struct nd_namespace *ns)
{
	static const char *const names[] = {
		[ND_MODE_UNKNOWN] = "unknown", [ND_MODE_FSDAX] = "fsdax",
		[ND_MODE_DEVDAX] = "devdax",   [ND_MODE_SECTOR] = "sector",
		[ND_MODE_RAW] = "raw",
	};

	return ns->mode == ND_MODE_NEWER ? ns->sysfs_mode : names[ns->mode];
}

const char *info_block_name(enum info_block block)
{
	static const char *const names[] = {
		[INFO_BLOCK_NONE] = "none",
		[INFO_BLOCK_PFN] = "pfn",
		[INFO_BLOCK_DAX] = "dax",
		[INFO_BLOCK_BTT] = "btt",
	};

	return names[block];
}

bool namespace_is_enabled(const struct inventory *inventory, const struct nd_namespace *ns)
{
	return ns->enabled && inventory->regions[ns->region].enabled;
}

static long disk_badblocks(const struct inventory *inventory, size_t index)
{
	const struct disk *disk;
	unsigned long long sum = 0;

	if (index == NO_INDEX)
		return 0;
	disk = &inventory->disks[index];
	for (size_t i = 0; i < disk->bad_count; i++)
		sum += disk->bad[i].count;
	if (!disk->bad_known)
		return -1;
	return sum > LONG_MAX ? LONG_MAX : (long)sum;
}

long namespace_count_badblocks(const struct inventory *inventory, const struct nd_namespace *ns)
{
	const struct nd_region *region = &inventory->regions[ns->region];

	if (!ns->holder)
		return -1;
	switch (*ns->holder) {
	case '\0':
		return region->badblock_count ? region->badblock_count
					      : disk_badblocks(inventory, ns->disk);
	case 'p':
		return disk_badblocks(inventory, ns->disk);
	default:
		if (*ns->holder == 'd' && !ns->enabled)
			return 0;
		if (region->badblock_count <= 0)
			return region->badblock_count;
		return *ns->holder == 'b' && ns->raw_size == region->size ? region->badblock_count
									  : -1;
	}
}

bool dimm_has_flag(const struct nd_dimm *dimm, const char *flag)
{
	size_t length = strlen(flag);

	for (const char *at = dimm->flags; at && *at; at += strcspn(at, " ")) {
		at += strspn(at, " ");
		if (strcspn(at, " ") == length && !strncmp(at, flag, length))
			return true;
	}
	return false;
}

bool mount_is_on(const struct mount *mount, size_t disk)
{
	if (mount->disk == disk)
		return true;
	for (size_t i = 0; i < mount->member_count; i++)
		if (mount->members[i] == disk)
			return true;
	return false;
}

static void release_nd(struct inventory *inventory)
{
	for (size_t i = 0; i < inventory->dimm_count; i++) {
		free(inventory->dimms[i].dev);
		free(inventory->dimms[i].flags);
		free(inventory->dimms[i].security);
	}
	for (size_t i = 0; i < inventory->bus_count; i++) {
		free(inventory->buses[i].dev);
		free(inventory->buses[i].provider);
		free(inventory->buses[i].parent);
		free(inventory->buses[i].scrub_state);
	}
	for (size_t i = 0; i < inventory->region_count; i++) {
		free(inventory->regions[i].dev);
		free(inventory->regions[i].type);
		free(inventory->regions[i].persistence_domain);
		free(inventory->regions[i].dimms);
	}
	for (size_t i = 0; i < inventory->namespace_count; i++) {
		free(inventory->namespaces[i].dev);
		free(inventory->namespaces[i].blockdev);
		free(inventory->namespaces[i].name);
		free(inventory->namespaces[i].holder);
		free(inventory->namespaces[i].holder_class);
		free(inventory->namespaces[i].sysfs_mode);
	}
	free(inventory->dimms);
	free(inventory->buses);
	free(inventory->regions);
	free(inventory->namespaces);
}

void disk_forget_table(struct disk *disk)
{
	for (size_t i = 0; i < disk->target_count; i++)
		free(disk->targets[i].type);
	free(disk->targets);
	disk->targets = NULL;
	disk->target_count = 0;
}

void disk_release(struct disk *disk)
{
	free(disk->dev);
	free(disk->dm_name);
	free(disk->dm_uuid);
	free(disk->slaves);
	disk_forget_table(disk);
	free(disk->bad);
	free(disk->fs.type);
	free(disk->udev.fs_type);
	free(disk->udev.fs_usage);
}

void inventory_release(struct inventory *inventory)
{
	release_nd(inventory);
	for (size_t i = 0; i < inventory->dax_count; i++) {
		free(inventory->dax_devices[i].dev);
		free(inventory->dax_devices[i].driver);
		free(inventory->dax_devices[i].path);
		free(inventory->dax_devices[i].ranges);
	}
	free(inventory->dax_devices);
	for (size_t i = 0; i < inventory->dax_region_count; i++)
		free(inventory->dax_regions[i].parent);
	free(inventory->dax_regions);
	for (size_t i = 0; i < inventory->disk_count; i++)
		disk_release(&inventory->disks[i]);
	free(inventory->disks);
	for (size_t i = 0; i < inventory->mount_count; i++) {
		free(inventory->mounts[i].mountpoint);
		free(inventory->mounts[i].fstype);
		free(inventory->mounts[i].source);
		free(inventory->mounts[i].options);
		free(inventory->mounts[i].root);
		free(inventory->mounts[i].members);
		free(inventory->mounts[i].mount_namespace);
		free(inventory->mounts[i].line);
	}
	free(inventory->mounts);
	boot_words_release(&inventory->environment.words);
	cxl_release(&inventory->cxl);
	free(inventory->environment.virtualization);
	free(inventory->environment.os);
	free(inventory->environment.papr_idle);
	free(inventory->environment.auto_online);
	memset(inventory, 0, sizeof(*inventory));
}
