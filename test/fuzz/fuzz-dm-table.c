// SPDX-License-Identifier: GPL-2.0-only
/*
 * The kernel's answer to DM_TABLE_STATUS. Two bytes are the number of targets, two are the offset
 * of the first one, and the rest follows the header.
 */
#include <linux/dm-ioctl.h>

#include "../../util/facts/inventory.h"
#include "../../util/observe/block/dm-table.h"
#include "fuzz.h"

static uint32_t two_bytes(const uint8_t *data)
{
	return data[0] | (uint32_t)data[1] << 8;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct disk disk = { 0 };
	struct dm_ioctl *io;
	size_t room;

	if (size < 4)
		return 0;
	room = sizeof(*io) + size - 4;
	io = xcalloc(room, 1);
	io->data_size = room;
	io->target_count = two_bytes(data);
	io->data_start = sizeof(*io) + two_bytes(data + 2);
	memcpy((char *)io + sizeof(*io), data + 4, size - 4);
	dm_table_take(&disk, io);
	REQUIRE(disk.target_count <= io->target_count);
	REQUIRE(disk.target_count * sizeof(struct dm_target_spec) <= room);
	for (size_t i = 0; i < disk.target_count; i++) {
		const struct dm_target *target = &disk.targets[i];

		REQUIRE(strlen(target->type) <= DM_MAX_TYPE_NAME);
		REQUIRE(!target->offset_known || !strcmp(target->type, "linear") ||
			!strcmp(target->type, "striped"));
	}
	disk_release(&disk);
	free(io);
	return 0;
}
