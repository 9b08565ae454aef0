// SPDX-License-Identifier: GPL-2.0-only
#include "filesystem.h"

#include <string.h>

#include "../../lib/array.h"
#include "../../lib/strutil.h"
#include "disk.h"
#include "object-check.h"

/* The file systems that set S_DAX: fs/{ext2,ext4,xfs,erofs}/inode.c, fs/fuse/dax.c. */
bool can_have_dax(const char *type)
{
	static const char *const types[] = { "ext2", "ext3", "ext4", "xfs", "erofs", "virtiofs" };

	return string_index(types, ARRAY_SIZE(types), type) >= 0;
}

/*
 * File systems of mainline's fs/, 5.10 to 7.3, that never set S_DAX, so that none of
 * their files has DAX. A program among pmemcap's tests compares this list with a kernel's
 * source.
 */
bool has_no_dax(const char *type)
{
	static const char *const types[] = {
		"adfs",    "affs",  "bcachefs", "befs",  "bfs",      "btrfs",  "cramfs",   "efs",
		"exfat",   "f2fs",  "fuseblk",  "gfs2",  "gfs2meta", "hfs",    "hfsplus",  "hpfs",
		"iso9660", "jffs2", "jfs",      "minix", "msdos",    "nilfs2", "ntfs",     "ntfs3",
		"ocfs2",   "omfs",  "qnx4",     "qnx6",  "reiserfs", "romfs",  "squashfs", "sysv",
		"ubifs",   "udf",   "ufs",      "v7",    "vfat",     "vxfs",   "zonefs",
	};

	return string_index(types, ARRAY_SIZE(types), type) >= 0;
}

/* Superblocks of the journals that ext3, ext4 and xfs keep on a device of their own. */
static bool is_journal(const char *type)
{
	return !strcmp(type, "jbd") || !strcmp(type, "xfs_external_log");
}

/* Can a file system of this type have DAX? If not "yes", the reason is added. */
enum tri judge_type(struct judge_ctx *ctx, struct reason_list *reasons, const char *subject,
		    const char *type)
{
	if (can_have_dax(type))
		return TRI_YES;
	if (is_journal(type)) {
		add_object_check(ctx, reasons, REASON_FS_JOURNAL_DEVICE, subject, NULL);
		return TRI_NO;
	}
	if (has_no_dax(type)) {
		add_object_check(ctx, reasons, REASON_FS_NO_DAX, subject, type);
		return TRI_NO;
	}
	add_object_check(ctx, reasons, REASON_FS_UNKNOWN, subject, type);
	return TRI_UNKNOWN;
}

void judge_block_size(struct judge_ctx *ctx, struct reason_list *reasons, const char *subject,
		      unsigned long block_size)
{
	unsigned long page = ctx->verdict->host.page_size;

	if (!block_size || !page || block_size == page)
		return;
	add_size_check(ctx, reasons, REASON_FS_BLOCK_SIZE, subject, block_size);
}

/* If a file has DAX, the file system's type and block size are right. */
static bool has_file_with_dax(const struct judge_ctx *ctx, size_t disk)
{
	for (size_t i = 0; i < ctx->inventory->mount_count; i++)
		if (ctx->inventory->mounts[i].disk == disk &&
		    ctx->inventory->mounts[i].sample_dax == TRI_YES && !ctx->facts->target_kernel)
			return true;
	return false;
}

void judge_filesystem(struct judge_ctx *ctx, size_t disk, bool always, struct reason_list *reasons)
{
	const struct disk *d = &ctx->inventory->disks[disk];
	const struct filesystem *fs = &d->fs;

	if (!fs->type)
		return;
	if (!has_file_with_dax(ctx, disk)) {
		if (judge_type(ctx, reasons, d->dev, fs->type) != TRI_YES)
			return;
		judge_block_size(ctx, reasons, d->dev, fs->block_size);
	}
	if (fs->inline_data && always)
		add_object_check(ctx, reasons, REASON_EXT4_INLINE_DATA, d->dev, NULL);
	/*
	 * 5.10 refuses reflink with dax=always on any disk, later kernels only on a partition
	 * (xfs_super.c).
	 */
	if (fs->reflink && always && (d->parent != NO_INDEX || has_generic_fsdax_supported(ctx)))
		add_object_check(ctx, reasons, REASON_XFS_REFLINK, d->dev, NULL);
}

/* Whether or not it is mounted. */
void judge_disk_filesystem(struct judge_ctx *ctx, size_t disk)
{
	const struct filesystem *fs = &ctx->inventory->disks[disk].fs;
	struct disk_verdict *v = &ctx->verdict->disks[disk];

	judge_filesystem(ctx, disk, true, &v->fs_reasons);
	if (reason_list_has(&v->fs_reasons, REASON_FS_UNKNOWN))
		v->fs_dax = v->dax == TRI_NO ? TRI_NO : TRI_UNKNOWN;
	else if (v->fs_reasons.count)
		v->fs_dax = TRI_NO;
	else
		v->fs_dax = fs->features_read || v->dax == TRI_NO ? v->dax : TRI_UNKNOWN;
}
