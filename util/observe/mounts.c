// SPDX-License-Identifier: GPL-2.0-only
/* Mounts of the disks that matter, and of virtiofs: options, and what a file there says. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "../must.h"
#include "../statx-dax.h"
#include "inventory.h"
#include "reader.h"
#include "record.h"
#include "watch.h"

#define MOUNTINFO_MAX (64UL << 20)

/* Entries looked at in search of a regular file. */
#define SAMPLE_MAX 64

/* Three octal digits stand for what would break the columns (mangle() in fs/proc_namespace.c). */
static bool is_mangled(const char *text)
{
	return text[0] == '\\' && text[1] >= '0' && text[1] <= '3' && text[2] >= '0' &&
	       text[2] <= '7' && text[3] >= '0' && text[3] <= '7';
}

static char *unmangle(const char *text)
{
	char *copy = must_strdup(text), *to = copy;

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
	return NOBODY;
}

/*
 * A regular file's own attribute is the only proof (T15: the mask is always
 * set). The first ones at the top of the mount will do; none is opened, and one
 * of another file system, mounted on a file, does not count.
 */
static enum tri sample(DIR *dir, dev_t number)
{
	enum tri dax = TRI_UNKNOWN;
	struct dirent *entry;
	struct statx st;

	for (int i = 0; i < SAMPLE_MAX && dax != TRI_YES && (entry = readdir(dir)); i++) {
		if (entry->d_type != DT_REG && entry->d_type != DT_UNKNOWN)
			continue;
		if (statx(dirfd(dir), entry->d_name, AT_SYMLINK_NOFOLLOW | AT_NO_AUTOMOUNT,
			  STATX_TYPE, &st) < 0 ||
		    !S_ISREG(st.stx_mode) || makedev(st.stx_dev_major, st.stx_dev_minor) != number)
			continue;
		dax = tri_from_bool(st.stx_attributes & STATX_ATTR_DAX);
	}
	return dax;
}

/* O_NOATIME: looking should leave no trace, but only the owner may ask for that. */
static int open_directory(const char *path)
{
	static const int flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC;
	int fd = open(path, flags | O_NOATIME);

	return fd < 0 && errno == EPERM ? open(path, flags) : fd;
}

/* The path may lead to something that was mounted over it: then this mount cannot be seen. */
static void look_into(struct mount *mount, struct facts *facts, dev_t number)
{
	struct statvfs vfs;
	struct stat st;
	DIR *dir;
	int fd, rc;

	rc = watch_begin(mount->mountpoint, "");
	if (rc) {
		facts_skip(facts, mount->mountpoint, rc, "mounts");
		return;
	}
	fd = open_directory(mount->mountpoint);
	if (fd < 0)
		return;
	if (fstat(fd, &st) < 0 || st.st_dev != number || !(dir = fdopendir(fd))) {
		close(fd);
		return;
	}
	if (fstatvfs(fd, &vfs) == 0)
		mount->block_size = vfs.f_bsize;
	mount->sample_dax = sample(dir, number);
	closedir(dir);
}

static void add_mount(struct inventory *inventory, struct facts *facts, size_t disk, dev_t number,
		      char *const field[], char *const tail[])
{
	struct mount *mount;

	inventory->mounts =
		must_grow(inventory->mounts, inventory->mount_count + 1, sizeof(*mount));
	mount = &inventory->mounts[inventory->mount_count++];
	memset(mount, 0, sizeof(*mount));
	mount->id = strtoul(field[0], NULL, 10);
	mount->disk = disk;
	mount->mountpoint = unmangle(field[4]);
	mount->fstype = must_strdup(tail[0]);
	mount->source = unmangle(tail[1]);
	mount->options = must_asprintf("%s,%s", field[5], tail[2]);
	if (facts->live)
		look_into(mount, facts, number);
	else
		record_mount(facts, mount);
}

/*
 * "ID PARENT MAJ:MIN ROOT MOUNTPOINT OPTIONS [TAGS...] - TYPE SOURCE SUPEROPTIONS"
 * (Documentation/filesystems/proc.rst)
 */
static void parse_line(struct inventory *inventory, struct facts *facts, char *line)
{
	char *field[6], *tail[3], *rest, *dash;
	unsigned int number_major, number_minor;
	dev_t number;
	size_t disk;

	dash = strstr(line, " - ");
	if (!dash)
		return;
	*dash = '\0';
	rest = line;
	for (size_t i = 0; i < ARRAY_LENGTH(field); i++)
		if (!(field[i] = strsep(&rest, " ")))
			return;
	rest = dash + 3;
	for (size_t i = 0; i < ARRAY_LENGTH(tail); i++)
		if (!(tail[i] = strsep(&rest, " ")))
			return;
	if (sscanf(field[2], "%u:%u", &number_major, &number_minor) != 2)
		return;
	number = makedev(number_major, number_minor);
	disk = disk_of(inventory, number);
	if (disk != NOBODY || !strcmp(tail[0], "virtiofs"))
		add_mount(inventory, facts, disk, number, field, tail);
}

void mounts_parse(struct inventory *inventory, struct facts *facts, char *text)
{
	char *rest = text, *line;

	while ((line = strsep(&rest, "\n")))
		parse_line(inventory, facts, line);
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
}
