// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mounts of the listed disks and of virtiofs: their disks, options, and whether a file there has
 * DAX.
 */
#include "mounts.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "../../facts/inventory.h"
#include "../../facts/mount-options.h"
#include "../../lib/array.h"
#include "../../lib/statx-dax.h"
#include "../../lib/xalloc.h"
#include "../../proc/progress.h"
#include "../read/reader.h"
#include "../record/errors.h"
#include "../record/inventory.h"

#define MOUNTINFO_MAX (64UL << 20)

/* Limit of listed mounts: each takes 4 KiB of memory until it is printed. */
#define MOUNTS_MAX 10000

/* Entries looked at in search of a regular file. */
#define SAMPLE_MAX 64

/*
 * The kernel writes blanks and the like as '\' and three octal digits (mangle() in
 * fs/proc_namespace.c).
 */
static bool is_mangled(const char *text)
{
	return text[0] == '\\' && text[1] >= '0' && text[1] <= '3' && text[2] >= '0' &&
	       text[2] <= '7' && text[3] >= '0' && text[3] <= '7';
}

static char *unmangle(const char *text)
{
	char *copy = xstrdup(text), *to = copy;

	for (const char *from = copy; *from; to++) {
		if (is_mangled(from)) {
			*to = (from[1] - '0') << 6 | (from[2] - '0') << 3 | (from[3] - '0');
			from += 4;
		} else {
			*to = *from++;
		}
	}
	*to = '\0';
	return copy;
}

static size_t disk_of(const struct inventory *inventory, dev_t number)
{
	for (size_t i = 0; i < inventory->disk_count; i++)
		if (inventory->disks[i].number == number)
			return i;
	return NO_INDEX;
}

/* statx(2) gives the mount's id from 5.8 on; before, only the device number can be compared. */
#ifdef STATX_MNT_ID
#define SAMPLE_MASK (STATX_TYPE | STATX_MNT_ID)
#else
#define SAMPLE_MASK STATX_TYPE
#endif

/* Files of an overlay, or of a btrfs subvolume, have other device numbers than their mount. */
static bool is_of_mount(const struct statx *st, const struct mount *mount)
{
#ifdef STATX_MNT_ID
	if (st->stx_mask & STATX_MNT_ID)
		return st->stx_mnt_id == mount->id;
#endif
	return makedev(st->stx_dev_major, st->stx_dev_minor) == mount->number;
}

/*
 * Only a regular file's STATX_ATTR_DAX proves DAX (T15: attributes_mask is always set). The first
 * entries in the top directory are examined; no file is opened. A file on which another file system
 * is mounted does not count.
 */
static enum tri sample_file(DIR *dir, const struct mount *mount)
{
	enum tri dax = TRI_UNKNOWN;
	struct dirent *entry;
	struct statx st;

	for (int i = 0; i < SAMPLE_MAX && dax != TRI_YES && (entry = readdir(dir)); i++) {
		if (entry->d_type != DT_REG && entry->d_type != DT_UNKNOWN)
			continue;
		if (statx(dirfd(dir), entry->d_name, AT_SYMLINK_NOFOLLOW | AT_NO_AUTOMOUNT,
			  SAMPLE_MASK, &st) < 0 ||
		    !S_ISREG(st.stx_mode) || !is_of_mount(&st, mount))
			continue;
		dax = tri_from_bool(st.stx_attributes & STATX_ATTR_DAX);
	}
	return dax;
}

/* O_NOATIME leaves the access time unchanged, but only the owner may use it. */
static int open_directory(const char *path)
{
	static const int flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC;
	int fd = open(path, flags | O_NOATIME);

	return fd < 0 && errno == EPERM ? open(path, flags) : fd;
}

/* A bind mount of a single file: examine that file. */
static void look_at_mounted_file(struct mount *mount, const char *path)
{
	struct statvfs vfs;
	struct statx st;

	if (statx(AT_FDCWD, path, AT_SYMLINK_NOFOLLOW | AT_NO_AUTOMOUNT, SAMPLE_MASK, &st) < 0 ||
	    !S_ISREG(st.stx_mode) || !is_of_mount(&st, mount))
		return;
	mount->sample_dax = tri_from_bool(st.stx_attributes & STATX_ATTR_DAX);
	if (statvfs(path, &vfs) == 0)
		mount->block_size = vfs.f_bsize;
}

/*
 * Another file system may be mounted over this one at the same path: then this mount cannot be
 * examined.
 */
static void look_at_mounted_directory(struct mount *mount, int fd)
{
	struct statvfs vfs;
	struct statx st;
	DIR *dir;

	if (statx(fd, "", AT_EMPTY_PATH, SAMPLE_MASK, &st) < 0 || !is_of_mount(&st, mount) ||
	    !(dir = fdopendir(fd))) {
		close(fd);
		return;
	}
	if (fstatvfs(fd, &vfs) == 0)
		mount->block_size = vfs.f_bsize;
	mount->sample_dax = sample_file(dir, mount);
	closedir(dir);
}

static void look_into(struct mount *mount, struct facts *facts)
{
	char *path = mount->mount_namespace
			     ? xasprintf("/proc/%u/root%s", mount->pid, mount->mountpoint)
			     : xstrdup(mount->mountpoint);
	int fd, rc;

	rc = progress_begin(path, "");
	if (rc) {
		facts_skip(facts, path, rc, "mounts");
		free(path);
		return;
	}
	fd = open_directory(path);
	if (fd >= 0)
		look_at_mounted_directory(mount, fd);
	else if (errno == ENOTDIR)
		look_at_mounted_file(mount, path);
	free(path);
}

/* --- mountinfo --- */

/*
 * "ID PARENT MAJ:MIN ROOT MOUNTPOINT OPTIONS [TAGS...] - TYPE SOURCE SUPEROPTIONS"
 * (Documentation/filesystems/proc.rst)
 */
struct line {
	char *whole; /* the unmodified line */
	unsigned int id;
	dev_t number;
	char *root, *mountpoint, *options, *fstype, *source, *super;
	size_t disk; /* disk of the mount made from this line; NO_INDEX: none was made */
};

static void release_lines(struct line *lines, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		free(lines[i].whole);
		free(lines[i].root);
		free(lines[i].mountpoint);
		free(lines[i].source);
	}
	free(lines);
}

/* Parse text, which is modified, into line. line points into text. */
static bool split_line(struct line *line, char *text)
{
	char *field[6], *tail[3], *rest = text, *dash, *whole;
	unsigned int number_major, number_minor;

	dash = strstr(text, " - ");
	if (!dash)
		return false;
	whole = xstrdup(text);
	*dash = '\0';
	for (size_t i = 0; i < ARRAY_SIZE(field); i++)
		field[i] = strsep(&rest, " ");
	rest = dash + 3;
	for (size_t i = 0; i < ARRAY_SIZE(tail); i++)
		tail[i] = strsep(&rest, " ");
	if (!field[5] || !tail[2] || sscanf(field[2], "%u:%u", &number_major, &number_minor) != 2) {
		free(whole);
		return false;
	}
	*line = (struct line){
		.whole = whole,
		.id = strtoul(field[0], NULL, 10),
		.number = makedev(number_major, number_minor),
		.root = unmangle(field[3]),
		.mountpoint = unmangle(field[4]),
		.options = field[5],
		.fstype = tail[0],
		.source = unmangle(tail[1]),
		.super = tail[2],
		.disk = NO_INDEX,
	};
	return true;
}

/* A copy of an option's value without escapes, for the caller to free. */
static char *unmangle_value(const char *value, size_t length)
{
	char *mangled = xstrndup(value, length), *plain = unmangle(mangled);

	free(mangled);
	return plain;
}

/*
 * The listed disk that a path names: by its names in /dev and device-mapper, which work in a tree,
 * too, and on a running system also by the node's number.
 */
static size_t find_by_path(const struct inventory *inventory, const struct facts *facts,
			   const char *path)
{
	struct stat st;

	if (!path || strncmp(path, "/dev/", 5))
		return NO_INDEX;
	for (size_t i = 0; i < inventory->disk_count; i++) {
		const struct disk *disk = &inventory->disks[i];

		if (!strcmp(path + 5, disk->dev) ||
		    (disk->dm_name && !strncmp(path + 5, "mapper/", 7) &&
		     !strcmp(path + 12, disk->dm_name)))
			return i;
	}
	if (!facts->live || stat(path, &st) < 0 || !S_ISBLK(st.st_mode))
		return NO_INDEX;
	return disk_of(inventory, st.st_rdev);
}

static size_t find_by_option(const struct inventory *inventory, const struct facts *facts,
			     const struct line *line, const char *name)
{
	size_t length, disk;
	const char *found = mount_option_find(line->super, name, &length);
	char *value;

	if (!found)
		return NO_INDEX;
	value = unmangle_value(found, length);
	disk = find_by_path(inventory, facts, value);
	free(value);
	return disk;
}

/* The disk of the mount that contains a path: the one with the longest mount point. */
static size_t disk_of_path(const struct line *lines, size_t count, const char *path, size_t length)
{
	size_t disk = NO_INDEX, longest = 0;

	for (size_t i = 0; i < count; i++) {
		size_t own = strlen(lines[i].mountpoint);

		if (own == 1)
			own = 0;
		if (own < longest || own > length || strncmp(path, lines[i].mountpoint, own) ||
		    (own < length && path[own] != '/'))
			continue;
		longest = own;
		disk = lines[i].disk;
	}
	return disk;
}

/* The disk of the first of several directories, "/a:/b", that is on a listed one. */
static size_t disk_of_layers(const struct line *lines, size_t count, const char *layers)
{
	size_t disk = NO_INDEX, length;

	for (const char *at = layers; *at && disk == NO_INDEX; at += length + (at[length] == ':')) {
		length = strcspn(at, ":");
		disk = disk_of_path(lines, count, at, length);
	}
	return disk;
}

/* An overlay is on the disk of its upper or first lower directory that is on a listed one. */
static size_t find_by_layers(const struct line *lines, size_t count, const struct line *line)
{
	static const char *const names[] = { "upperdir", "lowerdir", "lowerdir+", "datadir+" };
	size_t disk = NO_INDEX, length;

	for (size_t n = 0; n < ARRAY_SIZE(names) && disk == NO_INDEX; n++) {
		const char *at = line->super;

		/* The options with '+' occur once for each directory. */
		while (disk == NO_INDEX && (at = mount_option_find(at, names[n], &length))) {
			char *layers = unmangle_value(at, length);

			disk = disk_of_layers(lines, count, layers);
			free(layers);
			at += length;
		}
	}
	return disk;
}

/* Find the other disks of a btrfs: /sys/fs/btrfs/UUID/devices has a link to each. */
static void find_members(const struct inventory *inventory, struct mount *mount)
{
	static const char top[] = "/sys/fs/btrfs";
	struct dirent *entry;
	DIR *dir;

	if (reader_list(top, &dir))
		return;
	while ((entry = readdir(dir))) {
		char *devices = xasprintf("%s/%s/devices", top, entry->d_name);
		char *own = xasprintf("%s/%s", devices, inventory->disks[mount->disk].dev);
		bool is_this = *entry->d_name != '.' && reader_exists(own);

		for (size_t i = 0; is_this && i < inventory->disk_count; i++) {
			char *other = xasprintf("%s/%s", devices, inventory->disks[i].dev);

			if (i != mount->disk && reader_exists(other)) {
				mount->members =
					array_make_room(mount->members, mount->member_count,
							sizeof(*mount->members));
				mount->members[mount->member_count++] = i;
			}
			free(other);
		}
		free(devices);
		free(own);
	}
	closedir(dir);
}

static void find_disks(struct mount *mount, const struct inventory *inventory,
		       const struct facts *facts, const struct line *line, const struct line *lines,
		       size_t count)
{
	mount->disk = disk_of(inventory, line->number);
	mount->by_number = mount->disk != NO_INDEX;
	mount->log_disk = find_by_option(inventory, facts, line, "logdev");
	mount->realtime_disk = find_by_option(inventory, facts, line, "rtdev");
	if (mount->disk == NO_INDEX && strcmp(line->fstype, "virtiofs"))
		mount->disk = find_by_path(inventory, facts, line->source);
	if (mount->disk == NO_INDEX && !strcmp(line->fstype, "overlay"))
		mount->disk = find_by_layers(lines, count, line);
	if (mount->disk == NO_INDEX) {
		mount->disk =
			mount->realtime_disk != NO_INDEX ? mount->realtime_disk : mount->log_disk;
		mount->data_elsewhere = mount->disk != NO_INDEX;
	}
	if (facts->live && mount->disk != NO_INDEX && !strcmp(line->fstype, "btrfs"))
		find_members(inventory, mount);
	if (!facts->live)
		record_mount_disks(facts, inventory, mount);
}

/* Returns whether a mount was added. */
static bool add_mount(struct inventory *inventory, struct facts *facts, struct mount found,
		      const struct line *line)
{
	struct mount *mount;

	if (found.disk == NO_INDEX && strcmp(line->fstype, "virtiofs"))
		return false;
	inventory->mounts =
		array_make_room(inventory->mounts, inventory->mount_count, sizeof(*mount));
	mount = &inventory->mounts[inventory->mount_count++];
	*mount = found;
	mount->root = xstrdup(line->root);
	mount->mountpoint = xstrdup(line->mountpoint);
	mount->fstype = xstrdup(line->fstype);
	mount->source = xstrdup(line->source);
	mount->options = xasprintf("%s,%s", line->options, line->super);
	if (facts->live)
		look_into(mount, facts);
	else
		record_mount(facts, mount);
	return true;
}

/* Is the same file system already listed at this place, from an earlier namespace? */
static bool is_listed_mount(const struct inventory *inventory, const struct line *line)
{
	for (size_t i = 0; i < inventory->mount_count; i++) {
		const struct mount *mount = &inventory->mounts[i];

		if (mount->id == line->id ||
		    (mount->number == line->number && !strcmp(mount->root, line->root) &&
		     !strcmp(mount->mountpoint, line->mountpoint)))
			return true;
	}
	return false;
}

static struct line *split_lines(char *text, size_t *count)
{
	struct line *lines = NULL;
	char *rest = text, *line;

	*count = 0;
	while ((line = strsep(&rest, "\n"))) {
		lines = array_make_room(lines, *count, sizeof(*lines));
		*count += split_line(&lines[*count], line);
	}
	return lines;
}

static bool is_overlay(const struct line *line)
{
	return !strcmp(line->fstype, "overlay");
}

void mounts_parse_other(struct inventory *inventory, struct facts *facts, char *text,
			const char *mount_namespace, unsigned int pid)
{
	size_t count;
	struct line *lines = split_lines(text, &count);

	/* Overlays come last, since their layers are on other mounts. */
	for (int overlays = false; overlays <= true; overlays++) {
		for (size_t i = 0; i < count; i++) {
			struct mount found = { .id = lines[i].id, .number = lines[i].number };

			if (is_overlay(&lines[i]) != overlays)
				continue;
			if (inventory->mount_count == MOUNTS_MAX) {
				facts_skip(facts, "/proc/self/mountinfo", EFBIG, "mounts");
				goto out;
			}
			find_disks(&found, inventory, facts, &lines[i], lines, count);
			lines[i].disk = found.data_elsewhere ? NO_INDEX : found.disk;
			if (mount_namespace && is_listed_mount(inventory, &lines[i])) {
				free(found.members);
				continue;
			}
			found.pid = pid;
			found.mount_namespace = xstrdup(mount_namespace);
			found.line = xstrdup(mount_namespace ? lines[i].whole : NULL);
			if (!add_mount(inventory, facts, found, &lines[i])) {
				free(found.members);
				free(found.mount_namespace);
				free(found.line);
			}
		}
	}
out:
	release_lines(lines, count);
}

void mounts_parse(struct inventory *inventory, struct facts *facts, char *text)
{
	mounts_parse_other(inventory, facts, text, NULL, 0);
}

/* --- other mount namespaces --- */

/* Limits of processes and namespaces to examine; a skip says so if there are more. */
#define PROCESSES_MAX  32768
#define NAMESPACES_MAX 256

#define OTHERS_PATH "/proc/PID/mountinfo"

static int by_pid(const void *a, const void *b)
{
	unsigned int x = *(const unsigned int *)a, y = *(const unsigned int *)b;

	return x < y ? -1 : x > y;
}

/* The process ids, sorted, for the caller to free. *error is set if there are too many. */
static unsigned int *list_processes(size_t *count, int *error)
{
	unsigned int *pids = NULL;
	struct dirent *entry;
	DIR *dir;

	*count = 0;
	*error = reader_list("/proc", &dir);
	if (*error)
		return NULL;
	while ((entry = readdir(dir))) {
		if (*entry->d_name < '1' || *entry->d_name > '9')
			continue;
		if (*count == PROCESSES_MAX) {
			*error = -E2BIG;
			break;
		}
		pids = array_make_room(pids, *count, sizeof(*pids));
		pids[(*count)++] = strtoul(entry->d_name, NULL, 10);
	}
	closedir(dir);
	if (*count)
		qsort(pids, *count, sizeof(*pids), by_pid);
	return pids;
}

struct seen {
	char *list[NAMESPACES_MAX];
	size_t count;
};

static bool is_new(struct seen *seen, const char *name)
{
	for (size_t i = 0; i < seen->count; i++)
		if (!strcmp(seen->list[i], name))
			return false;
	seen->list[seen->count++] = xstrdup(name);
	return true;
}

/* Returns 0, also for a process that has ended, or why the process could not be examined. */
static int look_at_process(struct inventory *inventory, struct facts *facts, struct seen *seen,
			   unsigned int pid)
{
	char path[64], name[PATH_MAX], *text;
	int rc;

	snprintf(path, sizeof(path), "/proc/%u/ns/mnt", pid);
	rc = reader_link(path, name);
	if (rc)
		return rc == -ENOENT || rc == -ESRCH ? 0 : rc;
	if (!is_new(seen, name))
		return 0;
	snprintf(path, sizeof(path), "/proc/%u/mountinfo", pid);
	rc = reader_text(path, MOUNTINFO_MAX, &text, NULL, NULL);
	if (!rc)
		mounts_parse_other(inventory, facts, text, name, pid);
	free(text);
	/* Zombies have a mount namespace but no readable mountinfo. */
	return rc == -ENOENT || rc == -ESRCH || rc == -EINVAL ? 0 : rc;
}

static void observe_other_namespaces(struct inventory *inventory, struct facts *facts)
{
	struct seen seen = { .count = 0 };
	char own[PATH_MAX];
	unsigned int *pids;
	size_t count;
	int error = 0, rc;

	/* This process's namespace has been read already. */
	if (!reader_link("/proc/self/ns/mnt", own))
		is_new(&seen, own);
	pids = list_processes(&count, &error);
	for (size_t i = 0; i < count; i++) {
		rc = seen.count < NAMESPACES_MAX ? look_at_process(inventory, facts, &seen, pids[i])
						 : -E2BIG;
		if (!error)
			error = rc;
	}
	free(pids);
	for (size_t i = 0; i < seen.count; i++)
		free(seen.list[i]);
	if (error)
		facts_skip(facts, OTHERS_PATH, error, "mounts");
}

struct recalling {
	struct inventory *inventory;
	struct facts *facts;
};

static void recall_mount(char *line, const char *mount_namespace, unsigned int pid, void *arg)
{
	const struct recalling *recalling = arg;

	mounts_parse_other(recalling->inventory, recalling->facts, line, mount_namespace, pid);
}

/* The mounts of other namespaces that a capture has recorded. */
static void recall_other_namespaces(struct inventory *inventory, struct facts *facts)
{
	struct recalling recalling = { inventory, facts };
	int error = record_error(facts, OTHERS_PATH, 0);

	record_each_other_mount(facts, recall_mount, &recalling);
	if (error)
		facts_skip(facts, OTHERS_PATH, error, "mounts");
}

/* --- swap space --- */

void swaps_parse(struct inventory *inventory, char *text)
{
	static const struct facts nothing;
	char *rest = text, *line;

	while ((line = strsep(&rest, "\n"))) {
		char *mangled = strsep(&line, " \t"), *path = unmangle(mangled);
		size_t disk = find_by_path(inventory, &nothing, path);

		if (disk != NO_INDEX)
			inventory->disks[disk].swap = true;
		free(path);
	}
}

static void observe_swaps(struct inventory *inventory, struct facts *facts)
{
	static const char path[] = "/proc/swaps";
	char *text;
	int rc;

	rc = reader_text(path, MOUNTINFO_MAX, &text, NULL, NULL);
	rc = record_error(facts, path, rc);
	if (!rc)
		swaps_parse(inventory, text);
	/* Kernels without CONFIG_SWAP lack the file. */
	else if (rc != -ENOENT)
		facts_skip(facts, path, rc, "mounts");
	free(text);
}

void observe_mounts(struct inventory *inventory, struct facts *facts)
{
	static const char path[] = "/proc/self/mountinfo";
	char *text;
	int rc;

	rc = reader_text(path, MOUNTINFO_MAX, &text, NULL, NULL);
	rc = record_error(facts, path, rc);
	if (rc < 0) {
		free(text);
		facts_skip(facts, path, rc, "mounts");
		return;
	}
	mounts_parse(inventory, facts, text);
	free(text);
	if (!inventory->disk_count)
		return;
	observe_swaps(inventory, facts);
	if (facts->live)
		observe_other_namespaces(inventory, facts);
	else
		recall_other_namespaces(inventory, facts);
}
