// SPDX-License-Identifier: GPL-2.0-only
/*
 * Tables of device-mapper are read whole, however large they are. ioctl() below stands in for the
 * kernel and follows retrieve_status() in drivers/md/dm-ioctl.c. /sys is made up, in a mount
 * namespace.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/dm-ioctl.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "../../util/facts/host.h"
#include "../../util/facts/inventory.h"
#include "../../util/observe/block/block.h"
#include "mount-namespace.h"
#include "unit.h"

int __wrap_dm_control_open(void);
int __wrap_ioctl(int fd, unsigned long request, void *argument);

/* The number of legs in the kernel's table, and the number of calls for the table. */
static unsigned int legs, calls;

int __wrap_dm_control_open(void)
{
	return open("/dev/null", O_RDONLY | O_CLOEXEC);
}

int __wrap_ioctl(int fd, unsigned long request, void *argument)
{
	struct dm_ioctl *io = argument;
	char *out = argument;
	size_t at = io->data_start;

	(void)fd;
	assert_int_equal(request, DM_TABLE_STATUS);
	calls++;
	io->target_count = legs;
	for (unsigned int i = 0; i < legs; i++) {
		struct dm_target_spec spec = { .sector_start = 8UL * i, .length = 8 };
		size_t next = at + sizeof(spec) + 16;

		if (next > io->data_size) {
			io->flags |= DM_BUFFER_FULL_FLAG;
			return 0;
		}
		spec.next = next - io->data_start;
		strcpy(spec.target_type, "linear");
		memcpy(out + at, &spec, sizeof(spec));
		snprintf(out + at + sizeof(spec), 16, "259:0 %u", 8 * i);
		at = next;
	}
	io->data_size = at;
	return 0;
}

static void put(const char *path, const char *text)
{
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	fputs(text, file);
	assert_int_equal(fclose(file), 0);
}

static int make_dm_disk(void **state)
{
	static const char *const folders[] = { "/sys/class",           "/sys/class/block",
					       "/sys/devices",         "/sys/devices/dm-0",
					       "/sys/devices/dm-0/dm", "/sys/devices/dm-0/queue" };

	(void)state;
	if (mount_empty("/sys"))
		return -1;
	for (size_t i = 0; i < sizeof(folders) / sizeof(*folders); i++)
		assert_int_equal(mkdir(folders[i], 0755), 0);
	assert_int_equal(symlink("../../devices/dm-0", "/sys/class/block/dm-0"), 0);
	put("/sys/devices/dm-0/dev", "253:0\n");
	put("/sys/devices/dm-0/size", "65536\n");
	put("/sys/devices/dm-0/uevent", "MAJOR=253\nMINOR=0\nDEVNAME=dm-0\nDEVTYPE=disk\n");
	put("/sys/devices/dm-0/queue/dax", "1\n");
	put("/sys/devices/dm-0/dm/name", "vg-large\n");
	put("/sys/devices/dm-0/dm/uuid", "LVM-x\n");
	put("/sys/devices/dm-0/dm/suspended", "0\n");
	calls = 0;
	return 0;
}

static void observe(struct inventory *inventory, struct facts *facts)
{
	*facts = (struct facts){ .live = true };
	*inventory = (struct inventory){ 0 };
	observe_block(inventory, facts);
	assert_int_equal(inventory->disk_count, 1);
	assert_string_equal(inventory->disks[0].dm_name, "vg-large");
}

static void release(struct inventory *inventory, struct facts *facts)
{
	inventory_release(inventory);
	facts_release(facts);
}

TEST(small_table, "A dm table of a few legs takes one call")
{
	struct inventory inventory;
	struct facts facts;

	legs = 3;
	observe(&inventory, &facts);
	assert_true(inventory.disks[0].table_read);
	assert_int_equal(inventory.disks[0].target_count, 3);
	assert_int_equal(calls, 1);
	release(&inventory, &facts);
}

TEST(table_beyond_64_kib, "A dm table of more than 64 KiB is read whole, not taken as empty")
{
	struct inventory inventory;
	struct facts facts;

	legs = 5000;
	observe(&inventory, &facts);
	assert_true(inventory.disks[0].table_read);
	assert_int_equal(inventory.disks[0].target_count, 5000);
	assert_int_equal(inventory.disks[0].targets[4999].start, 8 * 4999);
	assert_int_equal(inventory.disks[0].targets[4999].offset, 8 * 4999);
	release(&inventory, &facts);
}

TEST(table_without_end, "A dm table larger than any buffer is unread, and this is reported")
{
	struct inventory inventory;
	struct facts facts;

	legs = 2000000;
	observe(&inventory, &facts);
	assert_false(inventory.disks[0].table_read);
	assert_int_equal(inventory.disks[0].target_count, 0);
	assert_true(facts_have_skipped(&facts, facts.skip_count, "/dev/mapper/control"));
	release(&inventory, &facts);
}

int main(void)
{
	if (enter_mount_namespace() || mount_empty("/sys"))
		return unit_test_skip_all("no mount namespace can be had here");
	return unit_test_run(NULL, make_dm_disk, NULL);
}
