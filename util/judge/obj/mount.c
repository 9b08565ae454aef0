// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mounts: are DAX and MAP_SYNC in effect? fs/{ext2,ext4,xfs,erofs}, fs/fuse/virtio_fs.c, 5.10
 * to 7.3.
 */
#include "mount.h"

#include <stdlib.h>
#include <string.h>

#include "../../facts/mount-options.h"
#include "../../lib/xalloc.h"
#include "filesystem.h"
#include "object-check.h"
#include "probe.h"

/*
 * Does the driver ext4 mount this type? It always mounts ext3, and it mounts ext2 if the driver
 * ext2 is not built (CONFIG_EXT4_USE_FOR_EXT2). It treats them as ext4.
 */
static enum tri is_ext4s(const struct judge_ctx *ctx, const char *fstype)
{
	if (!strcmp(fstype, "ext4") || !strcmp(fstype, "ext3"))
		return TRI_YES;
	if (!strcmp(fstype, "ext2"))
		return tri_not(ctx->verdict->host.options[KOPT_EXT2_FS].built);
	return TRI_NO;
}

static enum dax_option requested(const struct judge_ctx *ctx, const struct mount *mount)
{
	char *value = mount_option_value(mount->options, "dax");
	enum dax_option option;

	if (!value)
		option = is_ext4s(ctx, mount->fstype) == TRI_YES || !strcmp(mount->fstype, "xfs") ||
					 !strcmp(mount->fstype, "virtiofs")
				 ? DAX_OPTION_INODE
			 : can_have_dax(mount->fstype) ? DAX_OPTION_NEVER
						       : DAX_OPTION_NONE;
	else if (!*value || !strcmp(value, "always"))
		option = DAX_OPTION_ALWAYS;
	else
		option = !strcmp(value, "inode") ? DAX_OPTION_INODE : DAX_OPTION_NEVER;
	free(value);
	return option;
}

static size_t whole_disk(const struct inventory *inventory, size_t disk)
{
	return inventory->disks[disk].parent == NO_INDEX ? disk : inventory->disks[disk].parent;
}

/*
 * Is the mount's log or realtime device on the disk? xfs_alloc_buftarg() takes the dax_device
 * of each.
 */
static bool has_log_or_realtime_on(const struct inventory *inventory, const struct mount *mount,
				   size_t disk)
{
	return (mount->log_disk != NO_INDEX && whole_disk(inventory, mount->log_disk) == disk) ||
	       (mount->realtime_disk != NO_INDEX &&
		whole_disk(inventory, mount->realtime_disk) == disk);
}

/*
 * Does another xfs hold the disk's dax_device? Only xfs takes exclusive ownership of it,
 * whatever its dax option (xfs_alloc_buftarg()). Of two xfs on one disk, the first to be
 * mounted holds it. If the other mount has DAX, it is the holder. Otherwise it is unknown which
 * of them is.
 */
static enum tri another_xfs_holds(const struct judge_ctx *ctx, size_t index)
{
	const struct inventory *inventory = ctx->inventory;
	size_t disk = whole_disk(inventory, inventory->mounts[index].disk);
	enum tri holds = TRI_NO;

	for (size_t i = 0; i < inventory->mount_count; i++) {
		const struct mount *other = &inventory->mounts[i];

		if (i == index || other->disk == NO_INDEX || strcmp(other->fstype, "xfs") ||
		    other->disk == inventory->mounts[index].disk)
			continue;
		/*
		 * The other mount's files may be on another disk: their DAX says nothing about
		 * this disk.
		 */
		if (has_log_or_realtime_on(inventory, other, disk))
			holds = TRI_UNKNOWN;
		if (whole_disk(inventory, other->disk) != disk || other->data_elsewhere)
			continue;
		if (other->sample_dax == TRI_YES || requested(ctx, other) == DAX_OPTION_ALWAYS)
			return TRI_YES;
		holds = TRI_UNKNOWN;
	}
	return holds;
}

/*
 * Why a mount has dax=never: the user asked for it, or xfs fell back to it. holds: the result
 * of another_xfs_holds().
 */
static void judge_never(struct judge_ctx *ctx, size_t index, enum tri holds)
{
	const struct mount *mount = &ctx->inventory->mounts[index];
	struct mount_verdict *v = &ctx->verdict->mounts[index];
	bool xfs = !strcmp(mount->fstype, "xfs");

	if (holds != TRI_NO) {
		add_object_check(ctx, &v->reasons, REASON_XFS_DAX_HOLDER, mount->mountpoint, NULL);
		return;
	}
	if (v->reasons.count) {
		if (xfs)
			add_object_check(ctx, &v->reasons, REASON_MOUNT_FELL_BACK,
					 mount->mountpoint, NULL);
		return;
	}
	add_object_check(ctx, &v->reasons, REASON_MOUNT_DAX_NEVER, mount->mountpoint, NULL);
}

/* Only the drivers ext4 and xfs advertise MAP_SYNC (FOP_MMAP_SYNC, mmap_supported_flags). */
static enum tri advertises_map_sync(const struct judge_ctx *ctx, const char *fstype)
{
	if (!can_have_dax(fstype) && !has_no_dax(fstype))
		return TRI_UNKNOWN;
	return !strcmp(fstype, "xfs") ? TRI_YES : is_ext4s(ctx, fstype);
}

static void judge_map_sync(struct judge_ctx *ctx, size_t index)
{
	const struct mount *mount = &ctx->inventory->mounts[index];
	struct mount_verdict *v = &ctx->verdict->mounts[index];
	enum tri advertised = advertises_map_sync(ctx, mount->fstype);
	const struct disk_verdict *disk;

	if (!strcmp(mount->fstype, "overlay"))
		/* overlayfs refuses MAP_SYNC with EOPNOTSUPP (seen on 6.12). */
		advertised = TRI_NO;
	v->granularity = GRANULARITY_PAGE;
	v->map_sync = TRI_NO;
	if (mount->disk == NO_INDEX || v->dax == TRI_NO)
		return;
	disk = &ctx->verdict->disks[mount->disk];
	v->map_sync = tri_and(v->dax, tri_and(disk->synchronous, advertised));
	/* If the disk has no DAX, the mapping would reach the wrong bytes. */
	if (disk->dax == TRI_NO)
		v->map_sync = TRI_NO;
	v->map_sync = apply_probe_map_sync(ctx, index, v->map_sync);
	if (v->map_sync == TRI_YES)
		v->granularity = disk->domain && !strcmp(disk->domain, "cpu_cache")
					 ? GRANULARITY_BYTE
					 : GRANULARITY_CACHE_LINE;
	else if (v->map_sync == TRI_UNKNOWN)
		v->granularity = GRANULARITY_UNKNOWN;
	else if (v->dax == TRI_YES)
		add_object_check(ctx, NULL, REASON_IS_PMEM_0, mount->mountpoint,
				 advertised == TRI_YES ? "the region is asynchronous"
						       : "this file system does not support it");
}

/*
 * Add what prevents DAX below the mount, in the disk and the file system. *below: can they have
 * DAX?
 */
static void judge_below(struct judge_ctx *ctx, size_t index, enum tri *below)
{
	const struct mount *mount = &ctx->inventory->mounts[index];
	struct mount_verdict *v = &ctx->verdict->mounts[index];
	struct reason_list reasons;

	*below = TRI_UNKNOWN;
	if (mount->disk == NO_INDEX) {
		host_reasons(ctx, &v->reasons, MODE_VIRTIOFS_DAX);
		if (ctx->facts->target_kernel && host_says(ctx, MODE_VIRTIOFS_DAX) == TRI_NO)
			*below = TRI_NO;
		return;
	}
	*below = ctx->verdict->disks[mount->disk].dax;
	reasons = ctx->verdict->disks[mount->disk].reasons;
	v->reasons = reasons;
	judge_filesystem(ctx, mount->disk, v->requested == DAX_OPTION_ALWAYS, &v->reasons);
	if (judge_type(ctx, &v->reasons, ctx->inventory->disks[mount->disk].dev, mount->fstype) ==
	    TRI_YES)
		judge_block_size(ctx, &v->reasons, ctx->inventory->disks[mount->disk].dev,
				 mount->block_size);
	if (is_ext4s(ctx, mount->fstype) != TRI_NO) {
		char *data = mount_option_value(mount->options, "data");

		if (data && !strcmp(data, "journal"))
			add_object_check(ctx, &v->reasons, REASON_EXT4_DATA_JOURNAL,
					 mount->mountpoint, NULL);
		free(data);
	}
	if (v->reasons.count <= reasons.count)
		return;
	/* The only new reason is that the file system is not known. */
	if (reason_list_has(&v->reasons, REASON_FS_UNKNOWN) &&
	    v->reasons.count == reasons.count + 1)
		*below = tri_and(*below, TRI_UNKNOWN);
	else
		*below = TRI_NO;
}

/*
 * Only the existing files count, since none can be added (erofs_iget(), S_DAX). A "no"
 * comes from the files that were checked. If there was none to check, nothing is known.
 */
static void judge_erofs(struct judge_ctx *ctx, size_t index)
{
	const struct mount *mount = &ctx->inventory->mounts[index];
	struct mount_verdict *v = &ctx->verdict->mounts[index];
	struct object_check *check;

	v->dax = mount->sample_dax;
	check = add_object_check(ctx, &v->reasons, REASON_EROFS_FILE_LAYOUT, mount->mountpoint,
				 NULL);
	if (mount->sample_dax == TRI_UNKNOWN)
		check->severity = other_severity(check->reason);
}

/* Another xfs on the disk may hold its dax_device: then this one has no DAX. */
static void judge_second_xfs(struct judge_ctx *ctx, size_t index, enum tri holds)
{
	struct mount_verdict *v = &ctx->verdict->mounts[index];

	v->dax = tri_not(holds);
	add_object_check(ctx, &v->reasons, REASON_XFS_DAX_HOLDER,
			 ctx->inventory->mounts[index].mountpoint, NULL);
}

/*
 * ext4, xfs and virtiofs show the option only while it is in effect. Some files are exempt:
 * encrypted ones, and those on an xfs realtime device (xfs_inode_supports_dax(),
 * ext4_should_enable_dax()). If the checked files have no DAX, it is unknown whether others
 * have it.
 */
static void judge_always(struct judge_ctx *ctx, size_t index, enum tri below)
{
	const struct mount *mount = &ctx->inventory->mounts[index];
	struct mount_verdict *v = &ctx->verdict->mounts[index];

	v->dax = mount->disk == NO_INDEX ? TRI_YES : below;
	if (v->dax == TRI_YES)
		v->reasons.count = 0;
	if (mount->sample_dax != TRI_NO)
		return;
	v->dax = TRI_UNKNOWN;
	add_object_check(ctx, &v->reasons, REASON_MOUNT_FILES_EXEMPT, mount->mountpoint, NULL);
}

/* The mount belongs to the running kernel. Only its disk and file system count. */
static void judge_mount_on_target(struct judge_ctx *ctx, size_t index, enum tri below)
{
	struct mount_verdict *v = &ctx->verdict->mounts[index];

	v->dax = below == TRI_NO ? TRI_NO : TRI_UNKNOWN;
	if (v->dax == TRI_UNKNOWN)
		reason_list_add(&v->reasons, REASON_KERNEL_NOT_BOOTED);
	judge_map_sync(ctx, index);
}

/* A file of an overlay has DAX if the underlying file has it, on whichever disk. */
static void judge_overlay(struct judge_ctx *ctx, size_t index)
{
	const struct mount *mount = &ctx->inventory->mounts[index];
	struct mount_verdict *v = &ctx->verdict->mounts[index];

	v->dax = ctx->facts->target_kernel ? TRI_UNKNOWN : mount->sample_dax;
	add_object_check(ctx, v->dax == TRI_YES ? NULL : &v->reasons, REASON_MOUNT_OVERLAY,
			 mount->mountpoint, NULL);
	judge_map_sync(ctx, index);
}

/*
 * The mount's files are on another disk, which is not listed. Only the checked files can show
 * DAX.
 */
static void judge_data_elsewhere(struct judge_ctx *ctx, size_t index)
{
	const struct mount *mount = &ctx->inventory->mounts[index];
	struct mount_verdict *v = &ctx->verdict->mounts[index];
	bool realtime = mount->realtime_disk != NO_INDEX;

	v->dax = realtime && mount->sample_dax != TRI_YES ? TRI_UNKNOWN : mount->sample_dax;
	if (ctx->facts->target_kernel)
		v->dax = TRI_UNKNOWN;
	add_object_check(ctx, v->dax == TRI_YES ? NULL : &v->reasons, REASON_MOUNT_DATA_ELSEWHERE,
			 mount->mountpoint, realtime ? "realtime device" : "log");
	judge_map_sync(ctx, index);
}

/* The server decides which files use DAX (FUSE_ATTR_DAX). The guest can set no attribute for it. */
static void judge_virtiofs(struct judge_ctx *ctx, size_t index)
{
	const struct mount *mount = &ctx->inventory->mounts[index];
	struct mount_verdict *v = &ctx->verdict->mounts[index];
	enum tri window = ctx->inventory->environment.virtiofs_window;
	struct object_check *check;

	v->dax = window == TRI_NO ? TRI_NO : mount->sample_dax;
	check = add_object_check(ctx, &v->reasons, REASON_VIRTIOFS_NO_DAX, mount->mountpoint,
				 window == TRI_NO    ? "the hypervisor gives it no DAX window"
				 : window == TRI_YES ? "there is a DAX window, but the server asks "
						       "for DAX on no file that was checked"
						     : "there is no DAX window, or the server asks "
						       "for DAX on no file that was checked");
	if (window == TRI_YES)
		check_set_remedy(check, &reason_words(check->reason)->fallback);
}

static void judge_mount(struct judge_ctx *ctx, size_t index)
{
	const struct mount *mount = &ctx->inventory->mounts[index];
	struct mount_verdict *v = &ctx->verdict->mounts[index];
	enum tri below, holds = TRI_NO;

	v->requested = requested(ctx, mount);
	if (!strcmp(mount->fstype, "overlay")) {
		judge_overlay(ctx, index);
		return;
	}
	if (mount->data_elsewhere) {
		judge_data_elsewhere(ctx, index);
		return;
	}
	if (mount->disk != NO_INDEX && !strcmp(mount->fstype, "xfs"))
		holds = another_xfs_holds(ctx, index);
	judge_below(ctx, index, &below);
	if (ctx->facts->target_kernel) {
		judge_mount_on_target(ctx, index, below);
		return;
	}
	if (mount->sample_dax == TRI_YES) {
		/* A file with DAX is the strongest evidence. */
		v->dax = TRI_YES;
		v->reasons.count = 0;
	} else if (below == TRI_NO) {
		v->dax = TRI_NO;
		if (v->requested == DAX_OPTION_NEVER)
			judge_never(ctx, index, holds);
	} else if (reason_list_has(&v->reasons, REASON_FS_UNKNOWN)) {
		/* The meaning of this file system's options is unknown. */
		v->dax = TRI_UNKNOWN;
	} else if (v->requested == DAX_OPTION_ALWAYS && !strcmp(mount->fstype, "erofs")) {
		judge_erofs(ctx, index);
	} else if (v->requested == DAX_OPTION_ALWAYS) {
		judge_always(ctx, index, below);
	} else if (v->requested == DAX_OPTION_INODE && holds != TRI_NO) {
		judge_second_xfs(ctx, index, holds);
	} else if (v->requested == DAX_OPTION_INODE && !strcmp(mount->fstype, "virtiofs")) {
		judge_virtiofs(ctx, index);
	} else if (v->requested == DAX_OPTION_INODE) {
		/* Unknown if there was no file to check. */
		v->dax = mount->sample_dax;
		add_object_check(ctx, &v->reasons, REASON_MOUNT_NO_DAX_OPT, mount->mountpoint,
				 NULL);
	} else {
		v->dax = TRI_NO;
		judge_never(ctx, index, holds);
	}
	apply_probe_mount(ctx, index);
	judge_map_sync(ctx, index);
}

void judge_mounts(struct judge_ctx *ctx)
{
	for (size_t i = 0; i < ctx->inventory->disk_count; i++)
		judge_disk_filesystem(ctx, i);
	for (size_t i = 0; i < ctx->inventory->disk_count; i++)
		if (ctx->inventory->disks[i].swap)
			add_object_check(ctx, NULL, REASON_DISK_SWAP, ctx->inventory->disks[i].dev,
					 NULL);
	for (size_t i = 0; i < ctx->inventory->mount_count; i++)
		judge_mount(ctx, i);
}
