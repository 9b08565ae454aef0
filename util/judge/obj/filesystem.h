/* SPDX-License-Identifier: GPL-2.0-only */
/* File systems, mounted or not: fs/{ext2,ext4,xfs,erofs}, fs/fuse/virtio_fs.c, 5.10 to 7.3. */
#ifndef PMEMCAP_OBJ_FILESYSTEM_H
#define PMEMCAP_OBJ_FILESYSTEM_H

#include "object.h"

/* Does a file system of this type set S_DAX on its files? */
bool can_have_dax(const char *type);

/* Is it a mainline file system that never sets S_DAX? */
bool has_no_dax(const char *type);

/* Can a file system of this type have DAX? If not "yes", the reason is added. */
enum tri judge_type(struct judge_ctx *ctx, struct reason_list *reasons, const char *subject,
		    const char *type);

/* A block size (bytes, 0: not known) that is not the page size excludes DAX. */
void judge_block_size(struct judge_ctx *ctx, struct reason_list *reasons, const char *subject,
		      unsigned long block_size);

/*
 * Add what excludes DAX in the file system on a disk, mounted or not, to reasons. always: judge
 * it for dax=always; inline_data and reflink do not exclude dax=inode.
 */
void judge_filesystem(struct judge_ctx *ctx, size_t disk, bool always, struct reason_list *reasons);

/* Judge the file system on a disk, mounted or not: fill fs_dax and fs_reasons. */
void judge_disk_filesystem(struct judge_ctx *ctx, size_t disk);

#endif
