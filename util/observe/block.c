// SPDX-License-Identifier: GPL-2.0-only
/* Disks that have to do with DAX: the namespaces', those with queue/dax, and what stands on them. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <libudev.h>
#include <linux/dm-ioctl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "../must.h"
#include "dm-table.h"
#include "inventory.h"
#include "reader.h"
#include "record.h"
#include "superblock.h"

#define SECTOR 512ULL

static enum tri bool_attr(int dir, const char *name)
{
	unsigned long value;

	return reader_number(dir, name, &value) ? TRI_UNKNOWN : tri_from_bool(value);
}

static char *text_attr(int dir, const char *name)
{
	char text[256];

	return reader_attr(dir, name, text, sizeof(text)) > 0 ? must_strdup(text) : NULL;
}

static struct disk *add_disk(struct inventory *inventory, const char *name)
{
	struct disk *disk;

	inventory->disks = must_grow(inventory->disks, inventory->disk_count + 1, sizeof(*disk));
	disk = &inventory->disks[inventory->disk_count++];
	memset(disk, 0, sizeof(*disk));
	disk->dev = must_strdup(name);
	disk->parent = NOBODY;
	return disk;
}

static void read_disk(struct inventory *inventory, struct udev_device *from)
{
	struct disk *disk = add_disk(inventory, udev_device_get_sysname(from));
	unsigned long sectors;
	const char *type;
	int dir;

	disk->number = udev_device_get_devnum(from);
	dir = open(udev_device_get_syspath(from), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (dir < 0)
		return;
	/* Both count sectors of 512 bytes, whatever the disk's own are. */
	if (!reader_number(dir, "size", &sectors))
		disk->size = sectors * SECTOR;
	disk->start_known = !reader_number(dir, "start", &sectors);
	if (disk->start_known)
		disk->start = sectors * SECTOR;
	disk->queue_dax = bool_attr(dir, "queue/dax");
	disk->read_only = bool_attr(dir, "ro") == TRI_YES;
	disk->dm_name = text_attr(dir, "dm/name");
	disk->dm_uuid = text_attr(dir, "dm/uuid");
	disk->suspended = bool_attr(dir, "dm/suspended") == TRI_YES;
	close(dir);
	type = udev_device_get_property_value(from, "ID_FS_TYPE");
	disk->fs.type = type && *type ? must_strdup(type) : NULL;
}

/* A partition's directory lies within its disk's. */
static void find_parent(struct inventory *inventory, struct udev_device *from)
{
	struct disk *disk =
		&inventory->disks[inventory_find_disk(inventory, udev_device_get_sysname(from))];
	const char *devtype = udev_device_get_devtype(from);
	struct udev_device *parent;

	if (!devtype || strcmp(devtype, "partition"))
		return;
	parent = udev_device_get_parent_with_subsystem_devtype(from, "block", "disk");
	disk->parent =
		parent ? inventory_find_disk(inventory, udev_device_get_sysname(parent)) : NOBODY;
	if (disk->parent != NOBODY)
		disk->queue_dax = inventory->disks[disk->parent].queue_dax;
}

static int by_index(const void *a, const void *b)
{
	size_t x = *(const size_t *)a, y = *(const size_t *)b;

	return x < y ? -1 : x > y;
}

static void find_slaves(struct inventory *inventory, struct udev_device *from)
{
	size_t index = inventory_find_disk(inventory, udev_device_get_sysname(from));
	struct dirent *entry;
	char path[4096];
	DIR *dir;

	snprintf(path, sizeof(path), "%s/slaves", udev_device_get_syspath(from));
	dir = opendir(path);
	if (!dir)
		return;
	while ((entry = readdir(dir))) {
		struct disk *disk = &inventory->disks[index];
		size_t slave;

		if (entry->d_name[0] == '.')
			continue;
		slave = inventory_find_disk(inventory, entry->d_name);
		if (slave == NOBODY)
			continue;
		disk->slaves = must_grow(disk->slaves, disk->slave_count + 1, sizeof(size_t));
		disk->slaves[disk->slave_count++] = slave;
	}
	closedir(dir);
	/* The directory's order is nobody's. */
	if (inventory->disks[index].slave_count)
		qsort(inventory->disks[index].slaves, inventory->disks[index].slave_count,
		      sizeof(size_t), by_index);
}

/* Tables are told to who may administer the system only (dm_ctl_ioctl()). */
static int read_table(struct disk *disk, int control)
{
	static const size_t room = 65536;
	struct dm_ioctl *io = must_calloc(1, room);
	int rc = 0;

	io->version[0] = DM_VERSION_MAJOR;
	io->data_size = room;
	io->data_start = sizeof(*io);
	io->flags = DM_STATUS_TABLE_FLAG | DM_NOFLUSH_FLAG;
	io->dev = disk->number;
	if (ioctl(control, DM_TABLE_STATUS, io) < 0)
		rc = -errno;
	else if (!(io->flags & DM_BUFFER_FULL_FLAG))
		dm_table_take(disk, io);
	free(io);
	return rc;
}

/* One that cannot be read does not keep the others from being read. Returns 0 or the first error. */
static int read_every_table(struct inventory *inventory, const struct facts *facts, int control)
{
	int first = 0;

	for (size_t i = 0; i < inventory->disk_count; i++) {
		struct disk *disk = &inventory->disks[i];
		int rc;

		if (!disk->dm_name)
			continue;
		if (facts->live)
			rc = read_table(disk, control);
		else
			rc = record_table(facts, disk) ? 0 : -ENOENT;
		disk->table_read = !rc;
		if (!first)
			first = rc;
	}
	return first;
}

static void read_tables(struct inventory *inventory, struct facts *facts)
{
	static const char path[] = "/dev/mapper/control";
	bool wanted = false;
	int control = -1, rc = 0;

	for (size_t i = 0; i < inventory->disk_count; i++)
		wanted |= inventory->disks[i].dm_name != NULL;
	if (!wanted)
		return;
	if (facts->live) {
		control = open(path, O_RDONLY | O_CLOEXEC);
		rc = control < 0 ? -errno : 0;
	}
	if (!rc)
		rc = record_error(facts, path, read_every_table(inventory, facts, control));
	if (rc)
		facts_skip(facts, path, rc, "disks");
	if (control >= 0)
		close(control);
}

/* Is the disk one of a namespace's, or does it at least claim DAX? */
static bool matters_itself(const struct inventory *inventory, const struct disk *disk)
{
	if (disk->queue_dax == TRI_YES || !strncmp(disk->dev, "pmem", 4))
		return true;
	for (size_t i = 0; i < inventory->namespace_count; i++)
		if (inventory->namespaces[i].blockdev &&
		    !strcmp(inventory->namespaces[i].blockdev, disk->dev))
			return true;
	return false;
}

static bool stands_on_one_that_matters(const struct disk *disk, const bool *matters)
{
	if (disk->parent != NOBODY && matters[disk->parent])
		return true;
	for (size_t i = 0; i < disk->slave_count; i++)
		if (matters[disk->slaves[i]])
			return true;
	return false;
}

static bool *find_what_matters(const struct inventory *inventory)
{
	bool *matters = must_calloc(inventory->disk_count, sizeof(*matters));
	bool changed = true;

	for (size_t i = 0; i < inventory->disk_count; i++)
		matters[i] = matters_itself(inventory, &inventory->disks[i]);
	while (changed) {
		changed = false;
		for (size_t i = 0; i < inventory->disk_count; i++) {
			if (matters[i] ||
			    !stands_on_one_that_matters(&inventory->disks[i], matters))
				continue;
			matters[i] = true;
			changed = true;
		}
	}
	return matters;
}

static bool is_disk(const struct stat *st, const struct disk *disk)
{
	return S_ISBLK(st->st_mode) && st->st_rdev == disk->number;
}

/* The first bytes of a disk. Returns 0, or a positive errno. */
static int read_first_bytes(const struct disk *disk, unsigned char *bytes)
{
	struct stat st;
	char path[300];
	ssize_t n;
	int fd, error;

	/* Reading one would wait until somebody resumes it. */
	if (disk->suspended)
		return EBUSY;
	snprintf(path, sizeof(path), "/dev/%s", disk->dev);
	/* In a container anything may be there by that name: opening it could do something, too. */
	if (stat(path, &st) < 0)
		return errno;
	if (!is_disk(&st, disk))
		return ENODEV;
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0)
		return errno;
	if (fstat(fd, &st) < 0 || !is_disk(&st, disk)) {
		close(fd);
		return ENODEV;
	}
	n = pread(fd, bytes, SUPERBLOCK_BYTES, 0);
	error = n < 0 ? errno : 0;
	close(fd);
	/* What was not read is not empty: no info block was seen, and none ruled out. */
	return !error && n != SUPERBLOCK_BYTES ? EIO : error;
}

static void set_info_block(struct inventory *inventory, const struct disk *disk, char info)
{
	for (size_t n = 0; n < inventory->namespace_count; n++) {
		struct nd_namespace *ns = &inventory->namespaces[n];

		if (ns->blockdev && !strcmp(ns->blockdev, disk->dev))
			ns->info_block = info;
	}
}

/* Returns 0, or a positive errno. */
static int look_at_superblock(const struct facts *facts, struct disk *disk, char *info)
{
	unsigned char bytes[SUPERBLOCK_BYTES] = { 0 };
	int error;

	if (!facts->live)
		return record_superblock(facts, disk, info) ? 0 : ENOENT;
	error = read_first_bytes(disk, bytes);
	if (error)
		return error;
	superblock_parse(&disk->fs, bytes);
	*info = superblock_info(bytes);
	return 0;
}

/* Its file system, and on a namespace's disk an info block that nobody claimed. */
static void read_superblock(struct inventory *inventory, struct facts *facts, struct disk *disk)
{
	char info, *path;
	int error;

	error = look_at_superblock(facts, disk, &info);
	disk->first_bytes_read = !error;
	if (!error) {
		set_info_block(inventory, disk, info);
		return;
	}
	path = must_asprintf("/dev/%s", disk->dev);
	facts_skip(facts, path, record_error(facts, path, -error), "filesystems");
	free(path);
}

static void read_superblocks(struct inventory *inventory, struct facts *facts, const bool *matters)
{
	for (size_t i = 0; i < inventory->disk_count; i++)
		if (matters[i])
			read_superblock(inventory, facts, &inventory->disks[i]);
}

/* A leg without DAX is news, and so is what that leg stands on: down to the ground. */
static void keep_legs(const struct inventory *inventory, bool *matters)
{
	bool changed = true;

	while (changed) {
		changed = false;
		for (size_t i = 0; i < inventory->disk_count; i++) {
			const struct disk *disk = &inventory->disks[i];

			for (size_t s = 0; matters[i] && s < disk->slave_count; s++) {
				changed |= !matters[disk->slaves[s]];
				matters[disk->slaves[s]] = true;
			}
		}
	}
}

/* The disks that matter, in a list of their own, with indexes into it. */
static void drop_the_rest(struct inventory *inventory, bool *matters)
{
	size_t *moved = must_calloc(inventory->disk_count, sizeof(*moved)), kept = 0;
	struct disk *disks;

	keep_legs(inventory, matters);
	for (size_t i = 0; i < inventory->disk_count; i++)
		moved[i] = matters[i] ? kept++ : NOBODY;
	disks = must_calloc(kept, sizeof(*disks));
	for (size_t i = 0; i < inventory->disk_count; i++) {
		struct disk *disk = &inventory->disks[i];

		if (!matters[i]) {
			disk_release(disk);
			continue;
		}
		if (disk->parent != NOBODY)
			disk->parent = moved[disk->parent];
		for (size_t s = 0; s < disk->slave_count; s++)
			disk->slaves[s] = moved[disk->slaves[s]];
		disks[moved[i]] = *disk;
	}
	free(inventory->disks);
	inventory->disks = disks;
	inventory->disk_count = kept;
	free(moved);
}

typedef void (*visit_fn)(struct inventory *inventory, struct udev_device *device);

static void for_each(struct inventory *inventory, struct udev *udev, struct udev_enumerate *list,
		     visit_fn visit)
{
	struct udev_list_entry *entry;

	udev_list_entry_foreach (entry, udev_enumerate_get_list_entry(list)) {
		struct udev_device *device;

		device = udev_device_new_from_syspath(udev, udev_list_entry_get_name(entry));
		if (device)
			visit(inventory, device);
		udev_device_unref(device);
	}
}

static void add_or_skip(struct inventory *inventory, struct udev_device *device)
{
	const char *name = udev_device_get_sysname(device);

	/* Ram and loop devices come in dozens and never have DAX. */
	if (name && strncmp(name, "loop", 4) && strncmp(name, "ram", 3))
		read_disk(inventory, device);
}

static void link_up(struct inventory *inventory, struct udev_device *device)
{
	if (inventory_find_disk(inventory, udev_device_get_sysname(device)) == NOBODY)
		return;
	find_parent(inventory, device);
	find_slaves(inventory, device);
}

void observe_block(struct inventory *inventory, struct facts *facts)
{
	struct udev_enumerate *list = NULL;
	struct udev *udev;
	bool *matters;

	/* sd-device asks whether /sys is sysfs; a captured tree's is not. */
	if (!facts->live)
		setenv("SYSTEMD_DEVICE_VERIFY_SYSFS", "0", 1);
	udev = udev_new();
	list = udev ? udev_enumerate_new(udev) : NULL;
	if (!list || udev_enumerate_add_match_subsystem(list, "block") < 0 ||
	    udev_enumerate_scan_devices(list) < 0) {
		facts_skip(facts, "/sys/class/block", EIO, "disks");
		goto out;
	}
	for_each(inventory, udev, list, add_or_skip);
	for_each(inventory, udev, list, link_up);
	matters = find_what_matters(inventory);
	read_superblocks(inventory, facts, matters);
	drop_the_rest(inventory, matters);
	free(matters);
	read_tables(inventory, facts);
	for (size_t i = 0; i < inventory->namespace_count; i++)
		inventory->namespaces[i].disk =
			inventory_find_disk(inventory, inventory->namespaces[i].blockdev);
out:
	udev_enumerate_unref(list);
	udev_unref(udev);
}
