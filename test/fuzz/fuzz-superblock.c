// SPDX-License-Identifier: GPL-2.0-only
/*
 * The first bytes of a disk. The parser reads a few places that are kilobytes apart. So the input
 * is 216 bytes of the start, 128 of the ext and erofs super block, and 16 of the info block.
 */
#include "../../util/lib/array.h"
#include "../../util/observe/block/superblock.h"
#include "fuzz.h"

static const struct {
	size_t offset, length;
} places[] = { { 0, 216 }, { 1024, 128 }, { 4096, 16 } };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	unsigned char *bytes = xcalloc(SUPERBLOCK_BYTES, 1);
	struct filesystem fs = { 0 };
	enum info_block info;

	for (size_t i = 0; i < ARRAY_SIZE(places); i++) {
		size_t length = size < places[i].length ? size : places[i].length;

		memcpy(bytes + places[i].offset, data, length);
		data += length;
		size -= length;
	}
	superblock_parse(&fs, bytes);
	REQUIRE(fs.features_read == (fs.type != NULL));
	/* Such a block size would also be accepted from a record. */
	REQUIRE(!fs.type || (fs.block_size >= 512 && fs.block_size <= 65536 &&
			     !(fs.block_size & (fs.block_size - 1))));
	info = superblock_info_block(bytes);
	REQUIRE(info != INFO_BLOCK_NOT_READ && info_block_name(info));
	free(fs.type);
	free(bytes);
	return 0;
}
