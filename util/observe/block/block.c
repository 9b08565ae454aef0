// SPDX-License-Identifier: GPL-2.0-only
/*
 * Disks that matter for DAX: disks of namespaces, disks with queue/dax, and the disks stacked on
 * both.
 */
#include "block.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/dm-ioctl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "../../facts/inventory.h"
#include "../../lib/array.h"
#include "../../lib/xalloc.h"
#include "../../proc/progress.h"
#include "../read/reader.h"
#include "../read/sysfs.h"
#include "../record/errors.h"
#include "../record/inventory.h"
#include "blank.h"
#include "dm-table.h"
#include "find-disk.h"
#include "loop.h"
#include "superblock.h"
#include "udev.h"

#define SECTOR 512ULL

#define BLOCK_DEVICES "/sys/class/block"

static const char affects[] = "disks";

static struct disk *add_disk(struct inventory *inventory, const char *name)
{
	struct disk *disk;

	inventory->disks = array_make_room(inventory->disks, inventory->disk_count, sizeof(*disk));
	disk = &inventory->disks[inventory->disk_count++];
	memset(disk, 0, sizeof(*disk));
	disk->dev = xstrdup(name);
	disk->parent = NO_INDEX;
	return disk;
}

/*
 * Read the attributes that only disks of device-mapper have. These disks are called "dm-N"
 * (alloc_dev(), drivers/md/dm.c).
 */
static void read_dm(struct disk *disk, struct sysfs_dir *dir)
{
	disk->dm_name = sysfs_text(dir, "dm/name");
	disk->dm_uuid = sysfs_text(dir, "dm/uuid");
	disk->suspended = sysfs_bool(dir, "dm/suspended") == TRI_YES;
	if (disk->dm_uuid && !*disk->dm_uuid) {
		free(disk->dm_uuid);
		disk->dm_uuid = NULL;
	}
}

static bool is_dm_name(const char *name)
{
	return !strncmp(name, "dm-", 3);
}

/*
 * Read the device number from "MAJOR=259\nMINOR=0\n...DEVTYPE=partition\n". Returns whether the
 * disk is a partition.
 */
static bool read_uevent(struct disk *disk, struct sysfs_dir *dir)
{
	unsigned int number_major = 0, number_minor = 0;
	char text[4096 + 2], *rest = text, *line;
	bool partition = false;

	if (sysfs_attr(dir, "uevent", text, sizeof(text)) < 0)
		return false;
	while ((line = strsep(&rest, "\n"))) {
		sscanf(line, "MAJOR=%u", &number_major);
		sscanf(line, "MINOR=%u", &number_minor);
		partition |= !strcmp(line, "DEVTYPE=partition");
	}
	disk->number = makedev(number_major, number_minor);
	if (!disk->number)
		sysfs_damaged(dir, "uevent");
	return partition;
}

/* A name in /sys/class/block, and the target of its link. */
struct listed {
	char *name, *where;
	char *backing; /* loop devices: the file in /dev that they stand on */
	bool partition;
};

/* Lines of "SECTOR COUNT" (badblocks_show(), block/badblocks.c). Any other line ends the list. */
static void read_badblocks(struct disk *disk, struct sysfs_dir *dir)
{
	/* An attribute fills a page at most, and pages have 64 KiB at most. */
	const size_t room = 65536 + 2;
	char *text = xreallocarray(NULL, room, 1), *at = text, *end;
	int rc = sysfs_attr(dir, "badblocks", text, room);

	disk->bad_known = rc >= 0 || rc == -ENOENT;
	while (rc > 0 && *at) {
		struct bad_range range;

		range.start = strtoull(at, &end, 10);
		if (end == at || *end != ' ')
			break;
		range.count = strtoull(end, &end, 10);
		if (range.count) {
			disk->bad = array_make_room(disk->bad, disk->bad_count, sizeof(range));
			disk->bad[disk->bad_count++] = range;
		}
		at = end + strspn(end, "\n");
	}
	free(text);
}

static void read_disk(struct inventory *inventory, struct facts *facts, struct listed *from)
{
	char *path = xasprintf(BLOCK_DEVICES "/%s", from->name);
	struct disk *disk = add_disk(inventory, from->name);
	unsigned long long sectors;
	struct sysfs_dir dir;

	/* If its directory cannot be opened, the namespace of the disk is not known. */
	inventory->disks_unread |= sysfs_open(&dir, facts, path, affects) != 0;
	from->partition = read_uevent(disk, &dir);
	/* size and start count sectors of 512 bytes, whatever the disk's own sector size is. */
	if (sysfs_number(&dir, "size", &sectors))
		disk->size = sectors * SECTOR;
	if (from->partition) {
		disk->start_known = sysfs_number(&dir, "start", &sectors);
		disk->start = disk->start_known ? sectors * SECTOR : 0;
	} else {
		disk->queue_dax = sysfs_bool(&dir, "queue/dax");
		/* Only pmem disks have such a list (pmem_attach_disk()). */
		if (!strncmp(from->name, "pmem", 4))
			read_badblocks(disk, &dir);
	}
	disk->read_only = sysfs_bool(&dir, "ro") == TRI_YES;
	if (is_dm_name(from->name))
		read_dm(disk, &dir);
	disk->unread = sysfs_close(&dir);
	free(path);
}

/*
 * The component of path with n components after it, for the caller to free; NULL: path has no more
 * than n components.
 */
static char *part_of(const char *path, int n)
{
	const char *end = path + strlen(path), *at;

	for (;; end = at) {
		for (at = end; at > path && at[-1] != '/';)
			at--;
		if (!n--)
			return at < end ? xstrndup(at, end - at) : NULL;
		if (at == path)
			return NULL;
		at--;
	}
}

/* A partition's directory is inside the directory of its disk. */
static void find_parent(struct inventory *inventory, struct disk *disk, const char *where)
{
	char *parent = part_of(where, 1);

	disk->parent = inventory_find_disk(inventory, parent);
	if (disk->parent != NO_INDEX)
		disk->queue_dax = inventory->disks[disk->parent].queue_dax;
	else
		/* The partition's disk is not listed, so nothing is known about it. */
		disk->unread = true;
	free(parent);
}

static int by_index(const void *a, const void *b)
{
	size_t x = *(const size_t *)a, y = *(const size_t *)b;

	return x < y ? -1 : x > y;
}

/* A limit for captured trees, where all disks could share one huge directory of slaves. */
#define SLAVES_MAX 1024

static void add_slave(struct disk *disk, size_t slave)
{
	disk->slaves = array_make_room(disk->slaves, disk->slave_count, sizeof(size_t));
	disk->slaves[disk->slave_count++] = slave;
}

static void find_slaves(struct inventory *inventory, struct facts *facts, struct disk *disk)
{
	char *path = xasprintf(BLOCK_DEVICES "/%s/slaves", disk->dev);
	struct sysfs_names names;
	int rc;

	rc = sysfs_list(facts, path, "", &names);
	if (rc && rc != -ENOENT) {
		facts_skip(facts, path, rc, affects);
		disk->unread = true;
	}
	for (size_t i = 0; i < names.count; i++) {
		size_t slave = inventory_find_disk(inventory, names.list[i]);

		if (slave == NO_INDEX)
			continue;
		if (disk->slave_count == SLAVES_MAX) {
			facts_skip(facts, path, EFBIG, affects);
			disk->unread = true;
			break;
		}
		add_slave(disk, slave);
	}
	sysfs_release_names(&names);
	if (disk->slave_count)
		qsort(disk->slaves, disk->slave_count, sizeof(size_t), by_index);
	free(path);
}

/* A table of 100,000 legs takes 10 MB. */
#define TABLE_MIN ((size_t)64 << 10)
#define TABLE_MAX ((size_t)64 << 20)

/*
 * Read a table with room bytes for the answer. Returns 0, -ENOBUFS if the table is larger
 * (DM_BUFFER_FULL_FLAG), or -errno.
 */
static int read_table_into(struct disk *disk, int control, size_t room)
{
	struct dm_ioctl *io = xcalloc(1, room);
	int rc = 0;

	io->version[0] = DM_VERSION_MAJOR;
	io->data_size = room;
	io->data_start = sizeof(*io);
	io->flags = DM_STATUS_TABLE_FLAG | DM_NOFLUSH_FLAG;
	io->dev = disk->number;
	if (ioctl(control, DM_TABLE_STATUS, io) < 0)
		rc = -errno;
	else if (io->flags & DM_BUFFER_FULL_FLAG)
		rc = -ENOBUFS;
	else
		dm_table_take(disk, io);
	free(io);
	return rc;
}

/* Only CAP_SYS_ADMIN may read tables (ctl_ioctl(), drivers/md/dm-ioctl.c). */
static int read_dm_table(struct disk *disk, int control)
{
	int rc = -ENOBUFS;

	for (size_t room = TABLE_MIN; rc == -ENOBUFS && room <= TABLE_MAX; room *= 4)
		rc = read_table_into(disk, control, room);
	return rc;
}

/* Read all tables, also after an error. Returns 0 or the first error. */
static int read_every_table(struct inventory *inventory, const struct facts *facts, int control)
{
	int first = 0;

	for (size_t i = 0; i < inventory->disk_count; i++) {
		struct disk *disk = &inventory->disks[i];
		int rc = 0;

		if (!disk->dm_name)
			continue;
		if (facts->live)
			rc = progress_begin("/dev/mapper/control", disk->dev);
		if (facts->live && !rc)
			rc = read_dm_table(disk, control);
		else if (!facts->live)
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
		control = dm_control_open();
		rc = control < 0 ? control : 0;
	}
	if (!rc)
		rc = record_error(facts, path, read_every_table(inventory, facts, control));
	if (rc)
		facts_skip(facts, path, rc, "disks");
	if (control >= 0)
		close(control);
}

/* Does the disk claim DAX, or is it a pmem disk, which mostly has DAX? */
static bool matters_itself(const struct disk *disk)
{
	return disk->queue_dax == TRI_YES || !strncmp(disk->dev, "pmem", 4);
}

static bool stands_on_one_that_matters(const struct disk *disk, const bool *matters)
{
	if (disk->parent != NO_INDEX && matters[disk->parent])
		return true;
	for (size_t i = 0; i < disk->slave_count; i++)
		if (matters[disk->slaves[i]])
			return true;
	return false;
}

static bool *find_what_matters(const struct inventory *inventory)
{
	bool *matters = xcalloc(inventory->disk_count, sizeof(*matters));
	bool changed = true;

	for (size_t i = 0; i < inventory->disk_count; i++)
		matters[i] = matters_itself(&inventory->disks[i]);
	for (size_t i = 0; i < inventory->namespace_count; i++)
		if (inventory->namespaces[i].disk != NO_INDEX)
			matters[inventory->namespaces[i].disk] = true;
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

int disk_open(const struct disk *disk, int flags)
{
	struct stat st;
	char path[300];
	int fd;

	snprintf(path, sizeof(path), "/dev/%s", disk->dev);
	if (stat(path, &st) < 0)
		return -errno;
	if (!is_disk(&st, disk))
		return -ENODEV;
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | flags);
	if (fd < 0)
		return -errno;
	if (fstat(fd, &st) < 0 || !is_disk(&st, disk)) {
		close(fd);
		return -ENODEV;
	}
	return fd;
}

/* Read the first bytes of a disk, and set disk->is_blank. Returns 0, or a positive errno. */
static int read_first_bytes(struct disk *disk, unsigned char *bytes)
{
	char path[300];
	int fd, error;
	ssize_t n;

	/* A read would block until the disk is resumed. */
	if (disk->suspended)
		return EBUSY;
	snprintf(path, sizeof(path), "/dev/%s", disk->dev);
	error = progress_begin(NULL, path);
	if (error)
		return -error;
	fd = disk_open(disk, 0);
	if (fd < 0)
		return -fd;
	/* Small places are read all over the disk, so reading ahead is wasted. */
	posix_fadvise(fd, 0, 0, POSIX_FADV_RANDOM);
	n = pread(fd, bytes, SUPERBLOCK_BYTES, 0);
	error = n < 0 ? errno : 0;
	disk->is_blank =
		n == SUPERBLOCK_BYTES && bytes_are_zero(bytes, n) && disk_is_blank(fd, disk->size);
	close(fd);
	/* A short read is an error: it neither shows nor excludes an info block. */
	return !error && n != SUPERBLOCK_BYTES ? EIO : error;
}

static void set_info_block(struct inventory *inventory, size_t disk, enum info_block info)
{
	for (size_t n = 0; n < inventory->namespace_count; n++)
		if (inventory->namespaces[n].disk == disk)
			inventory->namespaces[n].info_block = info;
}

/* Read the file system and the info block of a disk. Returns 0, or a positive errno. */
static int look_at_superblock(const struct facts *facts, struct disk *disk, enum info_block *info)
{
	unsigned char bytes[SUPERBLOCK_BYTES] = { 0 };
	int error;

	if (!facts->live)
		return record_superblock(facts, disk, info) ? 0 : ENOENT;
	error = read_first_bytes(disk, bytes);
	if (error)
		return error;
	superblock_parse(&disk->fs, bytes);
	*info = superblock_info_block(bytes);
	return 0;
}

/* Set disk->node: is /dev/NAME the disk's node, another file, or missing? */
static void look_at_disk_node(const struct facts *facts, struct disk *disk)
{
	char path[300];
	struct stat st;
	int rc;

	if (!facts->live) {
		record_disk_node(facts, disk);
		return;
	}
	snprintf(path, sizeof(path), "/dev/%s", disk->dev);
	rc = progress_begin(NULL, path);
	if (!rc && stat(path, &st) < 0)
		rc = -errno;
	if (!rc)
		disk->node = is_disk(&st, disk) ? NODE_THERE : NODE_OTHER;
	else if (rc == -ENOENT)
		disk->node = NODE_MISSING;
}

/*
 * The kernel lists no slave of a loop device. Only names are compared, so that a captured tree gives
 * the same answer.
 */
static void find_backing_disk(struct inventory *inventory, const struct facts *facts,
			      struct disk *disk, const char *backing)
{
	size_t below = disk_by_name(inventory, backing);

	if (below == NO_INDEX)
		return;
	/* An ordinary file may have the name of a disk's node. */
	look_at_disk_node(facts, &inventory->disks[below]);
	if (inventory->disks[below].node != NODE_OTHER)
		add_slave(disk, below);
}

/* Read a disk's file system and, on the disk of a namespace, the info block. */
static void read_superblock(struct inventory *inventory, struct facts *facts, size_t index)
{
	struct disk *disk = &inventory->disks[index];
	enum info_block info;
	char *path;
	int error;

	error = look_at_superblock(facts, disk, &info);
	disk->first_bytes_read = !error;
	if (!error) {
		set_info_block(inventory, index, info);
		return;
	}
	path = xasprintf("/dev/%s", disk->dev);
	facts_skip(facts, path, record_error(facts, path, -error), "filesystems");
	free(path);
}

static void read_superblocks(struct inventory *inventory, struct facts *facts, const bool *matters)
{
	for (size_t i = 0; i < inventory->disk_count; i++) {
		if (!matters[i])
			continue;
		look_at_disk_node(facts, &inventory->disks[i]);
		read_superblock(inventory, facts, i);
		/*
		 * udev looks for signatures at no other places, so it finds nothing on a blank
		 * disk.
		 */
		if (!inventory->disks[i].fs.type && !inventory->disks[i].is_blank)
			udev_read(facts, &inventory->disks[i]);
	}
}

/* Keep all devices below a selected one. */
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

/* Reduce the list to the selected disks, and adjust the indexes into it. */
static void drop_the_rest(struct inventory *inventory, bool *matters)
{
	size_t *moved = xcalloc(inventory->disk_count, sizeof(*moved)), kept = 0;
	struct disk *disks;

	keep_legs(inventory, matters);
	for (size_t i = 0; i < inventory->disk_count; i++)
		moved[i] = matters[i] ? kept++ : NO_INDEX;
	disks = xcalloc(kept, sizeof(*disks));
	for (size_t i = 0; i < inventory->disk_count; i++) {
		struct disk *disk = &inventory->disks[i];

		if (!matters[i]) {
			disk_release(disk);
			continue;
		}
		if (disk->parent != NO_INDEX)
			disk->parent = moved[disk->parent];
		for (size_t s = 0; s < disk->slave_count; s++)
			disk->slaves[s] = moved[disk->slaves[s]];
		disks[moved[i]] = *disk;
	}
	for (size_t i = 0; i < inventory->namespace_count; i++)
		if (inventory->namespaces[i].disk != NO_INDEX)
			inventory->namespaces[i].disk = moved[inventory->namespaces[i].disk];
	free(inventory->disks);
	inventory->disks = disks;
	inventory->disk_count = kept;
	free(moved);
}

/* The owner of a disk: a namespace, or the btt or pfn device that holds it. */
struct owner {
	const char *name;
	size_t ndns;
};

static int by_owner(const void *a, const void *b)
{
	return strcmp(((const struct owner *)a)->name, ((const struct owner *)b)->name);
}

static struct owner *list_owners(const struct inventory *inventory)
{
	struct owner *owners = xcalloc(inventory->namespace_count, sizeof(*owners));

	for (size_t i = 0; i < inventory->namespace_count; i++) {
		const struct nd_namespace *ns = &inventory->namespaces[i];

		owners[i] = (struct owner){ ns->holder && *ns->holder ? ns->holder : ns->dev, i };
	}
	qsort(owners, inventory->namespace_count, sizeof(*owners), by_owner);
	return owners;
}

/*
 * Find the namespace that owns a disk. In where, ".../region0/pfn0.1/block/pmem0", the owner is
 * "pfn0.1".
 */
static void find_owner(struct inventory *inventory, const struct owner *owners, size_t disk,
		       const char *where)
{
	struct owner key = { .name = NULL }, *found;
	char *name = part_of(where, 2);

	key.name = name;
	found = name ? bsearch(&key, owners, inventory->namespace_count, sizeof(*owners), by_owner)
		     : NULL;
	if (found) {
		struct nd_namespace *ns = &inventory->namespaces[found->ndns];

		ns->disk = disk;
		free(ns->blockdev);
		ns->blockdev = xstrdup(inventory->disks[disk].dev);
	}
	free(name);
}

static void link_up(struct inventory *inventory, struct facts *facts, const struct listed *listed)
{
	struct owner *owners = list_owners(inventory);

	for (size_t i = 0; i < inventory->disk_count; i++) {
		struct disk *disk = &inventory->disks[i];

		if (listed[i].partition)
			find_parent(inventory, disk, listed[i].where);
		else
			find_owner(inventory, owners, i, listed[i].where);
		/* The disk of a namespace has no slaves. */
		if (listed[i].backing)
			find_backing_disk(inventory, facts, disk, listed[i].backing);
		else if (strncmp(disk->dev, "pmem", 4) && !listed[i].partition)
			find_slaves(inventory, facts, disk);
	}
	free(owners);
}

static int by_place(const void *a, const void *b)
{
	return strcmp(((const struct listed *)a)->where, ((const struct listed *)b)->where);
}

/*
 * Does the disk have to be read? Machines have dozens of ram and loop devices, which never have DAX.
 * A loop device over an ordinary file is not listed, even if the file lies on a listed disk: there
 * the mount of that disk is judged. last is the last loop device in the list, or NULL.
 */
static bool is_to_be_read(struct facts *facts, const char *name, const struct listed *last,
			  char **backing)
{
	size_t length = last ? strlen(last->name) : 0;

	*backing = NULL;
	if (!strncmp(name, "ram", 3))
		return false;
	if (strncmp(name, "loop", 4))
		return true;
	if (!is_loop_name(name))
		/* A partition's name, "loop0p1", comes right after its disk's. */
		return last && !strncmp(name, last->name, length) && name[length] == 'p';
	*backing = loop_read_backing_file(facts, name);
	return *backing != NULL;
}

/* Sorted by directory, so that a disk comes before its partitions. The caller frees the list. */
static struct listed *list_disks(struct inventory *inventory, struct facts *facts,
				 const struct sysfs_names *names, size_t *count)
{
	struct listed *list = xcalloc(names->count, sizeof(*list)), *last_loop = NULL;
	char target[PATH_MAX];
	int rc;

	*count = 0;
	for (size_t i = 0; i < names->count; i++) {
		char *name = names->list[i], *path, *backing;

		if (!is_to_be_read(facts, name, last_loop, &backing))
			continue;
		if (backing)
			last_loop = &list[*count];
		path = xasprintf(BLOCK_DEVICES "/%s", name);
		rc = reader_link(path, target);
		/* Without the link the owner of the disk is not known. */
		if (rc) {
			inventory->disks_unread = true;
			facts_skip(facts, path, rc, affects);
		}
		list[*count].name = name;
		list[*count].backing = backing;
		list[(*count)++].where = xstrdup(rc ? name : target);
		free(path);
	}
	qsort(list, *count, sizeof(*list), by_place);
	return list;
}

void observe_block(struct inventory *inventory, struct facts *facts)
{
	struct sysfs_names names;
	struct listed *listed;
	size_t count;
	bool *matters;
	int rc;

	rc = sysfs_list(facts, BLOCK_DEVICES, "", &names);
	if (rc && rc != -ENOENT) {
		inventory->disks_unread = true;
		facts_skip(facts, BLOCK_DEVICES, rc, affects);
	}
	listed = list_disks(inventory, facts, &names, &count);
	for (size_t i = 0; i < count; i++)
		read_disk(inventory, facts, &listed[i]);
	link_up(inventory, facts, listed);
	matters = find_what_matters(inventory);
	read_superblocks(inventory, facts, matters);
	drop_the_rest(inventory, matters);
	read_tables(inventory, facts);
	free(matters);
	for (size_t i = 0; i < count; i++) {
		free(listed[i].where);
		free(listed[i].backing);
	}
	free(listed);
	sysfs_release_names(&names);
}
