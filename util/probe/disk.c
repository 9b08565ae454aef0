// SPDX-License-Identifier: GPL-2.0-only
#include "disk.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/sysmacros.h>
#include <time.h>
#include <unistd.h>

#include "../lib/xalloc.h"
#include "../observe/block/block.h"
#include "../observe/block/dm-table.h"
#include "../proc/guardian.h"
#include "../proc/progress.h"
#include "dm.h"

/* Limit of waiting in milliseconds: another process may claim the disk meanwhile, and keep it. */
#define PATIENCE 1000

static const char affects[] = "disks.evidence";

static void skip_disk(struct facts *facts, const struct disk *disk, int error)
{
	char *path = xasprintf("/dev/%s", disk->dev);

	facts_leave_alone(facts, path, error, affects);
	free(path);
}

/* --- which disks are in use --- */

/*
 * One flag for each disk: is it mounted, below another disk, or suspended? The caller frees the
 * array.
 */
static bool *find_used(const struct inventory *inventory)
{
	bool *used = xcalloc(inventory->disk_count, sizeof(*used));

	for (size_t i = 0; i < inventory->mount_count; i++)
		if (inventory->mounts[i].disk != NO_INDEX)
			used[inventory->mounts[i].disk] = true;
	for (size_t i = 0; i < inventory->disk_count; i++) {
		const struct disk *disk = &inventory->disks[i];

		used[i] |= disk->suspended;
		for (size_t s = 0; s < disk->slave_count; s++)
			used[disk->slaves[s]] = true;
	}
	return used;
}

/*
 * Is a disk busy? It is if the disk, the disk that it is a partition of, or one of its partitions
 * is used. Other partitions of the same disk do not matter.
 */
static bool is_busy(const struct inventory *inventory, const bool *used, size_t index)
{
	size_t parent = inventory->disks[index].parent;

	if (used[index] || (parent != NO_INDEX && used[parent]))
		return true;
	for (size_t i = 0; i < inventory->disk_count; i++)
		if (inventory->disks[i].parent == index && used[i])
			return true;
	return false;
}

/* The inventory is some milliseconds old: does a device use the disk now? */
static bool has_holders(const struct disk *disk)
{
	struct dirent *entry;
	bool any = false;
	char path[64];
	DIR *dir;

	snprintf(path, sizeof(path), "/sys/dev/block/%u:%u/holders", major(disk->number),
		 minor(disk->number));
	dir = opendir(path);
	/* The answer is unknown: leave the disk alone. */
	if (!dir)
		return true;
	while (!any && (entry = readdir(dir)))
		any = entry->d_name[0] != '.';
	closedir(dir);
	return any;
}

/*
 * Try to claim the disk; fails if it is claimed. O_EXCL on a block device writes nothing: open(2)
 * takes the claim that a mount (in any namespace), swap, md or bcache would hold (bd_may_claim()),
 * and close(2) releases it. Returns 0 or -errno.
 */
static int try_to_claim(const struct disk *disk)
{
	int fd = disk_open(disk, O_EXCL);

	if (fd < 0)
		return fd;
	close(fd);
	return 0;
}

/*
 * If the removal of a device was deferred, the kernel releases the device's claim a little later
 * (close_table_device(), fput()). Wait for that: the next test of a partition, or a mount after
 * this command, must not fail with EBUSY.
 */
static void wait_until_unclaimed(const struct disk *disk)
{
	static const struct timespec millisecond = { .tv_nsec = 1000000 };

	for (int i = 0; i < PATIENCE && try_to_claim(disk) == -EBUSY; i++)
		nanosleep(&millisecond, NULL);
}

/* --- testing them --- */

static int ask_disk(struct disk *disk, unsigned int n, int control)
{
	int rc;

	if (has_holders(disk))
		return -EBUSY;
	rc = try_to_claim(disk);
	if (rc)
		return rc;
	rc = dm_ask(control, n, disk->number, disk->size / 512, &disk->probed_dax);
	wait_until_unclaimed(disk);
	/* The table was loaded, but queue/dax could not be read: no known kernel does that. */
	return !rc && disk->probed_dax == TRI_UNKNOWN ? -ENODATA : rc;
}

static void ask_disks(struct inventory *inventory, struct facts *facts, const bool *used,
		      int control)
{
	for (size_t i = 0; i < inventory->disk_count; i++) {
		struct disk *disk = &inventory->disks[i];
		int rc = is_busy(inventory, used, i) ? -EBUSY
						     : progress_begin("probe of", disk->dev);

		if (!rc)
			rc = ask_disk(disk, i, control);
		if (rc)
			skip_disk(facts, disk, rc);
	}
}

/* The guardian runs this when the prober has ended, and with it the prober's last ioctl. */
static void remove_left_devices(int socket, int control, void *prober)
{
	char note;

	guardian_receive(socket, &note, sizeof(note));
	dm_remove_ours(control, *(const pid_t *)prober);
}

void probe_disks(struct inventory *inventory, struct facts *facts)
{
	struct guardian guardian;
	pid_t prober = getpid();
	int control, rc;
	bool *used;

	if (!inventory->disk_count)
		return;
	control = dm_control_open();
	if (control < 0) {
		facts_leave_alone(facts, "/dev/mapper/control", control, affects);
		return;
	}
	dm_remove_stale(control);
	rc = guardian_start(&guardian, control, remove_left_devices, &prober);
	if (rc) {
		facts_leave_alone(facts, "/dev/mapper/control", rc, affects);
		goto out;
	}
	used = find_used(inventory);
	ask_disks(inventory, facts, used, control);
	free(used);
	guardian_dismiss(&guardian);
out:
	close(control);
}
