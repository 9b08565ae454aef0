// SPDX-License-Identifier: GPL-2.0-only
/* What limits the use of a disk: bad blocks, a missing node, a mount or swap on it. */
#include "disk-state.h"

#include <stdio.h>

#include "object-check.h"

#define SECTOR 512ULL

/* Does a partition or a dm device stand directly on the disk below? */
static bool is_directly_on(const struct inventory *inventory, size_t disk, size_t below)
{
	const struct disk *d = &inventory->disks[disk];

	if (d->parent == below)
		return true;
	for (size_t i = 0; i < d->slave_count; i++)
		if (d->slaves[i] == below)
			return true;
	return false;
}

static bool is_mounted(const struct judge_ctx *ctx, size_t disk)
{
	for (size_t i = 0; i < ctx->inventory->mount_count; i++)
		if (ctx->inventory->mounts[i].disk == disk)
			return true;
	return false;
}

/* Go up at most depth steps (partition, dm on it, dm on that). The limit also ends a loop. */
static bool is_used_above(const struct judge_ctx *ctx, size_t disk, unsigned int depth)
{
	if (is_mounted(ctx, disk) || ctx->inventory->disks[disk].swap)
		return true;
	for (size_t i = 0; depth && i < ctx->inventory->disk_count; i++)
		if (i != disk && is_directly_on(ctx->inventory, i, disk) &&
		    is_used_above(ctx, i, depth - 1))
			return true;
	return false;
}

bool disk_is_in_use(const struct judge_ctx *ctx, size_t disk)
{
	return disk != NO_INDEX && is_used_above(ctx, disk, 4);
}

/* Number of a disk's bad sectors in a range of bytes. */
static unsigned long long bad_within(const struct disk *disk, unsigned long long start,
				     unsigned long long size)
{
	unsigned long long first = start / SECTOR, end = (start + size) / SECTOR, sectors = 0;

	for (size_t i = 0; i < disk->bad_count; i++) {
		unsigned long long from = disk->bad[i].start, to = from + disk->bad[i].count;

		from = from > first ? from : first;
		to = to < end ? to : end;
		sectors += to > from ? to - from : 0;
	}
	return sectors;
}

/*
 * A partition has the bad sectors within it. A dm device has all bad sectors of its legs, even
 * of parts that it does not use.
 */
unsigned long long disk_bad_sectors(const struct judge_ctx *ctx, size_t index)
{
	const struct disk *disk = &ctx->inventory->disks[index];
	unsigned long long sectors = 0;

	if (disk->parent != NO_INDEX)
		return disk->start_known ? bad_within(&ctx->inventory->disks[disk->parent],
						      disk->start, disk->size)
					 : ctx->inventory->disks[disk->parent].bad_count;
	for (size_t i = 0; i < disk->slave_count; i++) {
		const struct disk *leg = &ctx->inventory->disks[disk->slaves[i]];

		sectors += leg->parent != NO_INDEX ? bad_within(&ctx->inventory->disks[leg->parent],
								leg->start, leg->size)
						   : bad_within(leg, 0, leg->size);
	}
	return sectors + bad_within(disk, 0, disk->size);
}

static void note_bad_sectors(struct judge_ctx *ctx, const char *subject, unsigned long long sectors)
{
	char text[32];

	snprintf(text, sizeof(text), "%llu", sectors);
	add_object_check(ctx, NULL, REASON_BADBLOCKS, subject, text);
}

/*
 * nd_pmem copies the region's list to the disk when it attaches it. If a region has several
 * namespaces, the list of each disk shows which of them has bad blocks.
 */
static bool namespace_has_bad_blocks(const struct judge_ctx *ctx, const struct nd_namespace *ns)
{
	const struct nd_region *region = &ctx->inventory->regions[ns->region];

	if (ns->disk != NO_INDEX && ctx->inventory->disks[ns->disk].bad_count)
		return true;
	if (region->badblock_count <= 0)
		return false;
	return ns->disk == NO_INDEX || region->namespaces <= 1 ||
	       !ctx->inventory->disks[ns->disk].bad_known;
}

void judge_bad_blocks(struct judge_ctx *ctx)
{
	const struct inventory *inventory = ctx->inventory;

	for (size_t i = 0; i < inventory->region_count; i++)
		if (inventory->regions[i].badblock_count > 0)
			note_bad_sectors(ctx, inventory->regions[i].dev,
					 inventory->regions[i].badblock_count);
	for (size_t i = 0; i < inventory->disk_count; i++)
		if (inventory->disks[i].bad_count)
			note_bad_sectors(ctx, inventory->disks[i].dev, disk_bad_sectors(ctx, i));
	for (size_t i = 0; i < inventory->mount_count; i++) {
		size_t disk = inventory->mounts[i].disk;
		unsigned long long sectors = disk == NO_INDEX ? 0 : disk_bad_sectors(ctx, disk);

		if (sectors)
			note_bad_sectors(ctx, inventory->mounts[i].mountpoint, sectors);
	}
	for (size_t i = 0; i < inventory->namespace_count; i++)
		if (namespace_has_bad_blocks(ctx, &inventory->namespaces[i]))
			ctx->verdict->namespaces[i].doubtful = true;
}

/* A mounted file system does not need the node. */
bool disk_has_no_node(const struct judge_ctx *ctx, size_t disk)
{
	const struct disk *d = &ctx->inventory->disks[disk];

	return (d->node == NODE_MISSING || d->node == NODE_OTHER) && !disk_is_in_use(ctx, disk);
}

static bool region_is_read_only(const struct judge_ctx *ctx, size_t disk)
{
	for (size_t i = 0; i < ctx->inventory->namespace_count; i++)
		if (ctx->inventory->namespaces[i].disk == disk)
			return ctx->inventory->regions[ctx->inventory->namespaces[i].region]
				.read_only;
	return false;
}

/*
 * Skip partitions, dm devices and loop devices, which may be read-only because of the disks
 * below. A loop device also has losetup's option, which blockdev cannot undo.
 */
static void judge_read_only_disk(struct judge_ctx *ctx, size_t index)
{
	const struct disk *disk = &ctx->inventory->disks[index];

	if (disk->read_only && disk->parent == NO_INDEX && !disk->dm_name && !disk_is_loop(disk) &&
	    !region_is_read_only(ctx, index))
		add_object_check(ctx, NULL, REASON_DISK_READ_ONLY, disk->dev, NULL);
}

void judge_nodes(struct judge_ctx *ctx)
{
	for (size_t i = 0; i < ctx->inventory->disk_count; i++)
		judge_read_only_disk(ctx, i);

	for (size_t i = 0; i < ctx->inventory->disk_count; i++) {
		const struct disk *disk = &ctx->inventory->disks[i];
		struct disk_verdict *v = &ctx->verdict->disks[i];
		struct reason_list *reasons = disk_has_no_node(ctx, i) ? &v->reasons : NULL;
		struct object_check *check;

		if (disk->node != NODE_MISSING && disk->node != NODE_OTHER)
			continue;
		check = add_object_check(ctx, reasons, REASON_DISK_NODE_MISSING, disk->dev,
					 disk->node == NODE_OTHER ? "something else is in its place"
								  : "it is missing");
		if (disk->node == NODE_OTHER)
			check_set_remedy(check, &reason_words(check->reason)->fallback);
		if (reasons)
			v->dax = TRI_NO;
	}
}
