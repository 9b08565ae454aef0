/* SPDX-License-Identifier: GPL-2.0-only */
/* Fields of super blocks that matter for DAX, and info blocks of namespaces. */
#ifndef PMEMCAP_SUPERBLOCK_H
#define PMEMCAP_SUPERBLOCK_H

#include "../../facts/inventory.h"

/* The first bytes of a disk: they contain every field that is parsed. */
#define SUPERBLOCK_BYTES 8192

/*
 * Fill fs from the first bytes of a disk, padded with zeroes. ext2, ext3, ext4: struct
 * ext4_super_block in fs/ext4/ext4.h; xfs: struct xfs_dsb in fs/xfs/libxfs/xfs_format.h; erofs:
 * fs/erofs/erofs_fs.h. External journals get blkid's names, "jbd" and "xfs_external_log". Any other
 * content leaves fs unchanged.
 */
void superblock_parse(struct filesystem *fs, const unsigned char bytes[SUPERBLOCK_BYTES]);

/*
 * The info block in the first bytes of a disk: NVDIMM_PFN_INFO or NVDIMM_DAX_INFO at byte 4096
 * (struct nd_pfn_sb, drivers/nvdimm/pfn.h), or BTT_ARENA_INFO at byte 4096 (BTT 1.1) or 0 (BTT 2.0;
 * drivers/nvdimm/btt.c). Never INFO_BLOCK_NOT_READ.
 */
enum info_block superblock_info_block(const unsigned char bytes[SUPERBLOCK_BYTES]);

#endif
