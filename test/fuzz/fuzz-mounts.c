// SPDX-License-Identifier: GPL-2.0-only
/* /proc/self/mountinfo of a captured tree. */
#include <sys/sysmacros.h>

#include "../../util/facts/inventory.h"
#include "../../util/observe/block/mounts.h"
#include "fuzz.h"

/* Two disks whose mounts are searched; seeds.py has the same. */
static void add_disks(struct inventory *inventory)
{
	inventory->disk_count = 2;
	inventory->disks = xcalloc(inventory->disk_count, sizeof(*inventory->disks));
	inventory->disks[0].dev = xstrdup("pmem0");
	inventory->disks[0].number = makedev(259, 0);
	inventory->disks[1].dev = xstrdup("dm-1");
	inventory->disks[1].dm_name = xstrdup("stack");
	inventory->disks[1].number = makedev(253, 1);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = text_of(data, size);
	struct inventory inventory = { 0 };
	struct facts facts = { 0 };
	size_t lines = 1, used = 0;

	for (size_t i = 0; i < size; i++)
		lines += data[i] == '\n';
	add_disks(&inventory);
	mounts_parse(&inventory, &facts, text);
	REQUIRE(inventory.mount_count <= lines);
	for (size_t i = 0; i < inventory.mount_count; i++) {
		const struct mount *mount = &inventory.mounts[i];

		/* An escape of four characters stands for one, so no field gets longer. */
		used += strlen(mount->mountpoint) + strlen(mount->source) + strlen(mount->options) +
			strlen(mount->fstype);
		/* The options of the mount and of its super block, in one list. */
		REQUIRE(!strstr(mount->options, ",,"));
		REQUIRE(mount->disk < 2 ||
			(mount->disk == NO_INDEX && !strcmp(mount->fstype, "virtiofs")));
	}
	REQUIRE(used <= size);
	inventory_release(&inventory);
	facts_release(&facts);
	free(text);
	return 0;
}
