// SPDX-License-Identifier: GPL-2.0-only
#include "dm.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/dm-ioctl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <time.h>
#include <unistd.h>

#include "../lib/xalloc.h"
#include "../observe/read/reader.h"

#define NAME_PREFIX "pmemcap-probe-"
#define LIST_ROOM   65536
/* Limit of waiting for the kernel to remove a device, in milliseconds. */
#define PATIENCE 5000

/* The argument of DM_TABLE_LOAD, with a table of one line. */
struct load {
	struct dm_ioctl io;
	struct dm_target_spec spec;
	char leg[64];
};

/* Version 4.0.0 of the interface is enough, and every kernel accepts it (check_version()). */
static void prepare(struct dm_ioctl *io, size_t room, const char *name)
{
	memset(io, 0, sizeof(*io));
	io->version[0] = DM_VERSION_MAJOR;
	io->data_size = room;
	io->data_start = sizeof(*io);
	if (name)
		snprintf(io->name, sizeof(io->name), "%s", name);
}

static int call(int control, unsigned long request, struct dm_ioctl *io)
{
	return ioctl(control, request, io) < 0 ? -errno : 0;
}

/*
 * The name of a device contains the pid of its process. The uuid contains the PID namespace, since
 * the pid means nothing in another namespace.
 */
static void make_name(char name[DM_NAME_LEN], pid_t owner, unsigned int n)
{
	snprintf(name, DM_NAME_LEN, NAME_PREFIX "%d-%u", (int)owner, n);
}

static unsigned long long pid_namespace(void)
{
	struct stat st;

	return stat("/proc/self/ns/pid", &st) < 0 ? 0 : st.st_ino;
}

static void make_uuid(char uuid[DM_UUID_LEN], pid_t owner, unsigned int n)
{
	snprintf(uuid, DM_UUID_LEN, NAME_PREFIX "%llu-%d-%u", pid_namespace(), (int)owner, n);
}

/* --- one test --- */

/*
 * udev needs no cookie and no flags: they belong to the "change" event of a resume, and the device
 * is never resumed. On "add" udev's rules for dm do not read the device.
 */
static int create(int control, const char *name, unsigned int n, dev_t *number)
{
	struct dm_ioctl io;
	int rc;

	prepare(&io, sizeof(io), name);
	make_uuid(io.uuid, getpid(), n);
	io.flags = DM_READONLY_FLAG;
	rc = call(control, DM_DEV_CREATE, &io);
	*number = io.dev;
	return rc;
}

/*
 * Load a table with the disk as its only leg. The kernel opens the leg read-only and claims it for
 * device-mapper (dm_get_device()). It refuses with EBUSY if the leg is mounted, or claimed by
 * another user than dm. The table stays inactive: the device has no size, and nothing can be read
 * through it.
 */
static int load(int control, const char *name, dev_t leg, unsigned long long sectors)
{
	struct load table = { 0 };

	prepare(&table.io, sizeof(table), name);
	table.io.data_start = offsetof(struct load, spec);
	table.io.target_count = 1;
	table.io.flags = DM_READONLY_FLAG;
	table.spec.length = sectors;
	table.spec.next = sizeof(table) - offsetof(struct load, spec);
	snprintf(table.spec.target_type, sizeof(table.spec.target_type), "linear");
	snprintf(table.leg, sizeof(table.leg), "%u:%u 0", major(leg), minor(leg));
	return call(control, DM_TABLE_LOAD, &table.io);
}

/*
 * If the device is open, the kernel only marks it, and removes it at the last close
 * (dm_blk_close()).
 */
static int remove_device(int control, const char *name)
{
	struct dm_ioctl io;

	prepare(&io, sizeof(io), name);
	io.flags = DM_DEFERRED_REMOVE;
	return call(control, DM_DEV_REMOVE, &io);
}

/*
 * Open the device and mark it for removal: from here on the kernel removes it when this process
 * ends. Returns a descriptor; or -1 if /dev has no such node. Then, if this process is killed, only
 * the guardian can remove the device.
 */
static int mark(int control, const char *name, dev_t number)
{
	char path[64];
	struct stat st;
	int fd;

	snprintf(path, sizeof(path), "/dev/dm-%u", minor(number));
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0)
		return -1;
	if (fstat(fd, &st) < 0 || !S_ISBLK(st.st_mode) || st.st_rdev != number) {
		close(fd);
		return -1;
	}
	remove_device(control, name);
	return fd;
}

static enum tri read_flag(dev_t number)
{
	char path[64], flag[4];

	snprintf(path, sizeof(path), "/sys/dev/block/%u:%u/queue/dax", major(number),
		 minor(number));
	return reader_attr(path, flag, sizeof(flag)) == 1 ? tri_from_bool(*flag == '1')
							  : TRI_UNKNOWN;
}

/* The kernel releases the table and its leg before the disk leaves sysfs (dm_destroy()). */
static void wait_until_gone(dev_t number)
{
	static const struct timespec millisecond = { .tv_nsec = 1000000 };
	char path[64];

	snprintf(path, sizeof(path), "/sys/dev/block/%u:%u", major(number), minor(number));
	for (int i = 0; i < PATIENCE && !access(path, F_OK); i++)
		nanosleep(&millisecond, NULL);
}

int dm_ask(int control, unsigned int n, dev_t number, unsigned long long sectors, enum tri *dax)
{
	char name[DM_NAME_LEN];
	dev_t device;
	int rc, held = -1;

	make_name(name, getpid(), n);
	rc = create(control, name, n, &device);
	if (rc)
		return rc;
	rc = load(control, name, number, sectors);
	if (rc)
		goto out;
	held = mark(control, name, device);
	*dax = read_flag(device);
out:
	if (held >= 0)
		close(held);
	remove_device(control, name);
	wait_until_gone(device);
	return rc;
}

/* --- devices of processes that were killed --- */

typedef bool (*wanted_fn)(pid_t owner, pid_t asked);

/* The process that created the device; 0 if the name is not one of --probe's. */
static pid_t owner_of(const char *name)
{
	unsigned int n;
	int owner, end = 0;

	if (sscanf(name, NAME_PREFIX "%d-%u%n", &owner, &n, &end) != 2 || name[end] || owner <= 0)
		return 0;
	return owner;
}

static bool is_asked_for(pid_t owner, pid_t asked)
{
	return owner == asked;
}

/* A device with our pid is from an earlier process: this one has not created any yet. */
static bool has_ended(pid_t owner, pid_t asked)
{
	return owner == asked || (kill(owner, 0) && errno == ESRCH);
}

static bool is_of_our_namespace(int control, const char *name)
{
	unsigned long long pidns;
	char uuid[DM_UUID_LEN];
	struct dm_ioctl io;

	prepare(&io, sizeof(io), name);
	if (call(control, DM_DEV_STATUS, &io))
		return false;
	snprintf(uuid, sizeof(uuid), "%.*s", (int)sizeof(io.uuid), io.uuid);
	return sscanf(uuid, NAME_PREFIX "%llu-", &pidns) == 1 && pidns == pid_namespace();
}

static void remove_each(int control, const struct dm_ioctl *io, wanted_fn wanted, pid_t asked)
{
	const char *at = (const char *)io + io->data_start, *end = (const char *)io + io->data_size;

	for (;;) {
		const struct dm_name_list *item = (const void *)at;
		char name[DM_NAME_LEN];
		pid_t owner;

		/* An empty list has one entry without a number. */
		if (at + sizeof(*item) >= end || !item->dev)
			return;
		snprintf(name, sizeof(name), "%.*s", (int)(end - item->name), item->name);
		owner = owner_of(name);
		if (owner && wanted(owner, asked) && is_of_our_namespace(control, name))
			remove_device(control, name);
		if (!item->next)
			return;
		at += item->next;
	}
}

static void remove_all(int control, wanted_fn wanted, pid_t asked)
{
	size_t room = LIST_ROOM;
	struct dm_ioctl *io = NULL;
	int rc;

	do {
		io = xreallocarray(io, room, 1);
		prepare(io, room, NULL);
		rc = call(control, DM_LIST_DEVICES, io);
		room *= 2;
	} while (!rc && io->flags & DM_BUFFER_FULL_FLAG && room <= LIST_ROOM << 8);
	if (!rc)
		remove_each(control, io, wanted, asked);
	free(io);
}

void dm_remove_ours(int control, pid_t owner)
{
	remove_all(control, is_asked_for, owner);
}

void dm_remove_stale(int control)
{
	remove_all(control, has_ended, getpid());
}
