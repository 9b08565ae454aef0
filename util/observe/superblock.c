// SPDX-License-Identifier: GPL-2.0-only
#include "superblock.h"

#include <endian.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "../must.h"

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
	fs->type = must_strdup(type);
	fs->features_read = true;
}

static bool parse_ext(struct filesystem *fs, const unsigned char *sb)
{
	uint32_t compat = le32(sb + 92), incompat = le32(sb + 96), shift = le32(sb + 24);

	if (sb[56] != 0x53 || sb[57] != 0xef || shift > 6)
		return false;
	/* extents, 64bit, flex_bg, inline_data: never ext2 or ext3; has_journal: not ext2 */
	set_type(fs, incompat & (0x40 | 0x80 | 0x200 | 0x8000) ? "ext4"
		     : compat & 0x4                            ? "ext3"
							       : "ext2");
	fs->block_size = 1024UL << shift;
	fs->inline_data = incompat & 0x8000;
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
	if (parse_xfs(fs, bytes) || parse_ext(fs, bytes + 1024))
		return;
	parse_erofs(fs, bytes + 1024);
}

char superblock_info(const unsigned char bytes[SUPERBLOCK_BYTES])
{
	static const char btt[16] = "BTT_ARENA_INFO";

	if (!memcmp(bytes + 4096, "NVDIMM_PFN_INFO", 16))
		return 'p';
	if (!memcmp(bytes + 4096, "NVDIMM_DAX_INFO", 16))
		return 'd';
	return memcmp(bytes + 4096, btt, 16) && memcmp(bytes, btt, 16) ? '-' : 'b';
}
