// SPDX-License-Identifier: GPL-2.0-only
#include "superblock.h"

#include <endian.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "../../lib/xalloc.h"

static uint32_t le32(const unsigned char *at)
{
	uint32_t value;

	memcpy(&value, at, sizeof(value));
	return le32toh(value);
}

static uint32_t be32(const unsigned char *at)
{
	uint32_t value;

	memcpy(&value, at, sizeof(value));
	return be32toh(value);
}

static void set_type(struct filesystem *fs, const char *type)
{
	free(fs->type);
	fs->type = xstrdup(type);
	fs->features_read = true;
}

/*
 * A file system is ext2 or ext3 if it has only features that these drivers support
 * (EXT2_FEATURE_*_SUPP in fs/ext2/ext2.h, EXT3_FEATURE_*_SUPP in fs/ext4/ext4.h). Any other feature
 * makes it ext4.
 */
#define EXT_COMPAT_HAS_JOURNAL     0x4
#define EXT_INCOMPAT_FILETYPE      0x2
#define EXT_INCOMPAT_RECOVER       0x4
#define EXT_INCOMPAT_JOURNAL_DEV   0x8
#define EXT_INCOMPAT_META_BG       0x10
#define EXT_INCOMPAT_INLINE_DATA   0x8000
#define EXT_RO_COMPAT_SPARSE_SUPER 0x1
#define EXT_RO_COMPAT_LARGE_FILE   0x2
#define EXT_RO_COMPAT_BTREE_DIR    0x4

static const char *ext_type(uint32_t compat, uint32_t incompat, uint32_t ro_compat)
{
	const uint32_t old_incompat =
		EXT_INCOMPAT_FILETYPE | EXT_INCOMPAT_RECOVER | EXT_INCOMPAT_META_BG;
	const uint32_t old_ro_compat =
		EXT_RO_COMPAT_SPARSE_SUPER | EXT_RO_COMPAT_LARGE_FILE | EXT_RO_COMPAT_BTREE_DIR;

	if (incompat & EXT_INCOMPAT_JOURNAL_DEV)
		return "jbd";
	if (incompat & ~old_incompat || ro_compat & ~old_ro_compat)
		return "ext4";
	return compat & EXT_COMPAT_HAS_JOURNAL ? "ext3" : "ext2";
}

static bool parse_ext(struct filesystem *fs, const unsigned char *sb)
{
	uint32_t compat = le32(sb + 92), incompat = le32(sb + 96), shift = le32(sb + 24);

	if (sb[56] != 0x53 || sb[57] != 0xef || shift > 6)
		return false;
	set_type(fs, ext_type(compat, incompat, le32(sb + 100)));
	fs->block_size = 1024UL << shift;
	fs->inline_data = incompat & EXT_INCOMPAT_INLINE_DATA;
	return true;
}

/* An external log starts with a record: xlog_rec_header, h_version 1 or 2 (xfs_log_format.h). */
static bool parse_xfs_log(struct filesystem *fs, const unsigned char *log)
{
	uint32_t version = be32(log + 8);

	if (be32(log) != 0xfeedbabe || (version != 1 && version != 2))
		return false;
	set_type(fs, "xfs_external_log");
	/* A log consists of basic blocks (BBSIZE). */
	fs->block_size = 512;
	return true;
}

static bool parse_xfs(struct filesystem *fs, const unsigned char *sb)
{
	uint32_t size = be32(sb + 4);

	if (memcmp(sb, "XFSB", 4) || size < 512 || size > 65536 || size & (size - 1))
		return false;
	set_type(fs, "xfs");
	fs->block_size = size;
	/* sb_features_ro_compat of version 5 file systems: XFS_SB_FEAT_RO_COMPAT_REFLINK */
	fs->reflink = (sb[101] & 0xf) == 5 && be32(sb + 212) & 0x4;
	return true;
}

static bool parse_erofs(struct filesystem *fs, const unsigned char *sb)
{
	if (le32(sb) != 0xe0f5e1e2 || sb[12] < 9 || sb[12] > 16)
		return false;
	set_type(fs, "erofs");
	fs->block_size = 1UL << sb[12];
	return true;
}

void superblock_parse(struct filesystem *fs, const unsigned char bytes[SUPERBLOCK_BYTES])
{
	if (parse_xfs(fs, bytes) || parse_xfs_log(fs, bytes) || parse_ext(fs, bytes + 1024))
		return;
	parse_erofs(fs, bytes + 1024);
}

enum info_block superblock_info_block(const unsigned char bytes[SUPERBLOCK_BYTES])
{
	static const char btt[16] = "BTT_ARENA_INFO";

	if (!memcmp(bytes + 4096, "NVDIMM_PFN_INFO", 16))
		return INFO_BLOCK_PFN;
	if (!memcmp(bytes + 4096, "NVDIMM_DAX_INFO", 16))
		return INFO_BLOCK_DAX;
	if (!memcmp(bytes + 4096, btt, 16) || !memcmp(bytes, btt, 16))
		return INFO_BLOCK_BTT;
	return INFO_BLOCK_NONE;
}
