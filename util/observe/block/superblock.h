/* SPDX-License-Identifier: GPL-2.0-only */
/* The few fields of a super block that decide on DAX; and a namespace's info block. */
#ifndef PMEMCAP_SUPERBLOCK_H
#define PMEMCAP_SUPERBLOCK_H

#include "../../facts/inventory.h"

/* Enough of a disk to hold every field looked at. */
#define SUPERBLOCK_BYTES 8192

/*
 * Fill fs from the first bytes of a disk (zeroes where there are fewer). ext2,
 * ext3, ext4: fs/ext4/ext4.h struct ext4_super_block; xfs: fs/xfs/libxfs/
 * xfs_format.h struct xfs_dsb; erofs: fs/erofs/erofs_fs.h. "jbd" and
 * "xfs_external_log" are journals on a device of their own, as blkid calls them.
 * Leaves fs alone if it is none of them.
 */
void superblock_parse(struct filesystem *fs, const unsigned char bytes[SUPERBLOCK_BYTES]);

/*
 * The info block in a disk's first bytes: NVDIMM_PFN_INFO or NVDIMM_DAX_INFO at byte 4096 (struct
 * nd_pfn_sb, drivers/nvdimm/pfn.h), BTT_ARENA_INFO at byte 4096 (BTT 1.1) or 0 (2.0;
 * drivers/nvdimm/btt.c). Never INFO_BLOCK_NOT_READ.
 */
enum info_block superblock_info_block(const unsigned char bytes[SUPERBLOCK_BYTES]);

#endif
