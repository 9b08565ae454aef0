// SPDX-License-Identifier: GPL-2.0-only
#include "sysfs.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../../lib/array.h"
#include "../../lib/io.h"
#include "../../lib/xalloc.h"
#include "../../proc/progress.h"
#include "../record/errors.h"
#include "reader.h"
#include "sysroot.h"

/* Returns rc, and remembers it if it is an error other than "no such file". */
static int remember(struct sysfs_dir *dir, const char *name, int rc)
{
	char *path;

	if (rc == -ENXIO)
		return -ENOENT;
	/* The live run's error replaces the result from the tree. */
	if (dir->facts->record) {
		path = xasprintf("%s%s%s", dir->path, *name ? "/" : "", name);
		rc = record_error(dir->facts, path, rc);
		free(path);
	}
	if (rc >= 0 || rc == -ENOENT || dir->error)
		return rc;
	dir->error = -rc;
	snprintf(dir->failed, sizeof(dir->failed), "%s%s", *name ? "/" : "", name);
	return rc;
}

void sysfs_damaged(struct sysfs_dir *dir, const char *name)
{
	remember(dir, name, -EBADMSG);
}

int sysfs_open(struct sysfs_dir *dir, struct facts *facts, const char *path, const char *affects)
{
	int rc;

	*dir = (struct sysfs_dir){ facts, path, affects, -1, 0, "" };
	rc = progress_begin(path, "");
	if (!rc) {
		dir->fd = sysroot_open(path, O_RDONLY | O_DIRECTORY);
		rc = dir->fd < 0 ? dir->fd : 0;
	}
	return remember(dir, "", rc);
}

bool sysfs_close(struct sysfs_dir *dir)
{
	char *path;

	if (dir->fd >= 0)
		close(dir->fd);
	dir->fd = -1;
	if (!dir->error)
		return false;
	path = xasprintf("%s%s", dir->path, dir->failed);
	facts_skip(dir->facts, path, dir->error, dir->affects);
	free(path);
	return true;
}

/*
 * The path of an attribute. In a tree paths are resolved from the top, since links may be absolute
 * and ".." may lead out of the directory.
 */
static char *path_in(const struct sysfs_dir *dir, const char *name)
{
	return xasprintf("%s/%s", dir->path, name);
}

/* Open an attribute. sysfs has no device nodes or pipes; a tree may have some. */
static int open_attr(const struct sysfs_dir *dir, const char *name, off_t *size)
{
	struct stat st = { 0 };
	char *path;
	int fd;

	*size = 0;
	if (!sysroot_is_tree()) {
		fd = openat(dir->fd, name, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
		return fd < 0 ? -errno : fd;
	}
	path = path_in(dir, name);
	fd = sysroot_open_file_at(dir->fd, name, path, &st);
	free(path);
	*size = st.st_size;
	return fd;
}

/*
 * Read an attribute. In sysfs one read(2) returns the whole attribute; a file of a tree is read up
 * to its size.
 */
static int read_attr(const struct sysfs_dir *dir, const char *name, char *buf, size_t size)
{
	off_t whole;
	int fd = open_attr(dir, name, &whole), n, more = 0;

	if (fd < 0)
		return fd;
	n = read(fd, buf, size - 1);
	n = n < 0 ? -errno : n;
	if (n >= 0 && !dir->facts->live && n != whole)
		more = io_read(fd, buf + n, size - 1 - n);
	n = more < 0 ? more : n + more;
	close(fd);
	if (n < 0)
		return n;
	/* A truncated value would be a wrong value. */
	if ((size_t)n == size - 1)
		return -EFBIG;
	/* Attributes end with a newline. Without one the file was truncated. */
	if (!dir->facts->live && n > 0 && buf[n - 1] != '\n')
		return -EBADMSG;
	while (n > 0 && (buf[n - 1] == '\n' || buf[n - 1] == '\0'))
		n--;
	buf[n] = '\0';
	return strlen(buf);
}

int sysfs_attr(struct sysfs_dir *dir, const char *name, char *buf, size_t size)
{
	int rc = dir->fd < 0 ? -ENOENT : progress_begin(dir->path, name);

	*buf = '\0';
	if (rc >= 0)
		rc = read_attr(dir, name, buf, size);
	return remember(dir, name, rc);
}

char *sysfs_text(struct sysfs_dir *dir, const char *name)
{
	char text[256];

	return sysfs_attr(dir, name, text, sizeof(text)) < 0 ? NULL : xstrdup(text);
}

bool sysfs_number(struct sysfs_dir *dir, const char *name, unsigned long long *value)
{
	char text[32], *end;

	if (sysfs_attr(dir, name, text, sizeof(text)) < 0)
		return false;
	errno = 0;
	*value = strtoull(text, &end, 0);
	if (!errno && *text >= '0' && *text <= '9' && !*end)
		return true;
	sysfs_damaged(dir, name);
	return false;
}

unsigned long long sysfs_number_or(struct sysfs_dir *dir, const char *name,
				   unsigned long long missing)
{
	unsigned long long value;

	return sysfs_number(dir, name, &value) ? value : missing;
}

int sysfs_int(struct sysfs_dir *dir, const char *name, int missing)
{
	char text[32], *end;
	long value;

	if (sysfs_attr(dir, name, text, sizeof(text)) < 0)
		return missing;
	errno = 0;
	value = strtol(text, &end, 10);
	if (*text && !*end && !errno && value >= INT_MIN && value <= INT_MAX)
		return value;
	sysfs_damaged(dir, name);
	return missing;
}

enum tri sysfs_bool(struct sysfs_dir *dir, const char *name)
{
	char text[8];

	if (sysfs_attr(dir, name, text, sizeof(text)) < 0)
		return TRI_UNKNOWN;
	if (!strcmp(text, "0") || !strcmp(text, "1"))
		return tri_from_bool(*text == '1');
	sysfs_damaged(dir, name);
	return TRI_UNKNOWN;
}

static int read_link(const struct sysfs_dir *dir, const char *name, char target[PATH_MAX])
{
	char *path;
	ssize_t length;
	int rc;

	if (sysroot_is_tree()) {
		path = path_in(dir, name);
		rc = sysroot_readlink(path, target);
		free(path);
		return rc;
	}
	length = readlinkat(dir->fd, name, target, PATH_MAX - 1);
	if (length < 0)
		return -errno;
	target[length] = '\0';
	return 0;
}

char *sysfs_link(struct sysfs_dir *dir, const char *name)
{
	int rc = dir->fd < 0 ? -ENOENT : progress_begin(dir->path, name);
	char target[PATH_MAX];

	if (!rc)
		rc = read_link(dir, name, target);
	if (rc) {
		remember(dir, name, rc);
		return NULL;
	}
	return xstrdup(basename(target));
}

static int look_at(const struct sysfs_dir *dir, const char *name)
{
	struct stat st;
	char *path;
	int rc;

	if (!sysroot_is_tree())
		return fstatat(dir->fd, name, &st, AT_SYMLINK_NOFOLLOW) < 0 ? -errno : 0;
	path = path_in(dir, name);
	rc = sysroot_lstat(path, &st);
	free(path);
	return rc;
}

bool sysfs_has(struct sysfs_dir *dir, const char *name)
{
	int rc = dir->fd < 0 ? -ENOENT : progress_begin(dir->path, name);

	if (!rc)
		rc = look_at(dir, name);
	remember(dir, name, rc);
	return !rc;
}

static int by_version(const void *a, const void *b)
{
	return strverscmp(*(char *const *)a, *(char *const *)b);
}

/* A machine may have thousands of disks with ten names each. A captured tree has fewer. */
static size_t names_max(void)
{
	return sysroot_is_tree() ? SYSFS_NAMES_TREE : SYSFS_NAMES_LIVE;
}

int sysfs_list(const struct facts *facts, const char *path, const char *prefix,
	       struct sysfs_names *names)
{
	struct dirent *entry;
	DIR *dir;
	int rc;

	*names = (struct sysfs_names){ 0 };
	rc = record_error(facts, path, reader_list(path, &dir));
	if (rc) {
		if (dir)
			closedir(dir);
		return rc;
	}
	while (errno = 0, (entry = readdir(dir))) {
		if (entry->d_name[0] == '.' || strncmp(entry->d_name, prefix, strlen(prefix)))
			continue;
		if (names->count == names_max()) {
			errno = EFBIG;
			break;
		}
		names->list = array_make_room(names->list, names->count, sizeof(*names->list));
		names->list[names->count++] = xstrdup(entry->d_name);
	}
	rc = -errno;
	closedir(dir);
	if (names->count)
		qsort(names->list, names->count, sizeof(*names->list), by_version);
	if (rc)
		sysfs_release_names(names);
	return rc;
}

bool sysfs_is_numbered(const char *name, const char *prefix)
{
	size_t length = strlen(prefix);

	return !strncmp(name, prefix, length) && name[length] &&
	       !name[length + strspn(name + length, "0123456789")];
}

bool sysfs_is_pair(const char *name, const char *prefix)
{
	static const char digits[] = "0123456789";
	size_t length = strlen(prefix), first, second;

	if (strncmp(name, prefix, length))
		return false;
	name += length;
	first = strspn(name, digits);
	if (!first || name[first] != '.')
		return false;
	name += first + 1;
	second = strspn(name, digits);
	return second && !name[second];
}

bool sysfs_names_have(const struct sysfs_names *names, const char *name)
{
	return names->count &&
	       bsearch(&name, names->list, names->count, sizeof(*names->list), by_version);
}

void sysfs_release_names(struct sysfs_names *names)
{
	for (size_t i = 0; i < names->count; i++)
		free(names->list[i]);
	free(names->list);
	*names = (struct sysfs_names){ 0 };
}
