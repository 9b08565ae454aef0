// SPDX-License-Identifier: GPL-2.0-only
#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../../lib/io.h"
#include "../../lib/xalloc.h"
#include "../../proc/progress.h"
#include "reader.h"
#include "sysroot.h"

#define FILE_MAX (64UL << 20)

int reader_open(const char *path)
{
	int rc = progress_begin(NULL, path);

	return rc ? rc : sysroot_open_file(path, NULL);
}

int reader_text(const char *path, size_t max, char **text, size_t *length, bool *cut)
{
	int fd = reader_open(path), rc;
	size_t done;
	char *buf;

	*text = NULL;
	if (fd < 0)
		return fd;
	/* Read one byte more than allowed, to distinguish a full file from a longer one. */
	rc = io_read_up_to(fd, max + 1, &buf, &done);
	close(fd);
	if (rc)
		return rc;
	if (done > max && !cut) {
		free(buf);
		return -EFBIG;
	}
	if (cut)
		*cut = done > max;
	if (done > max)
		done = max;
	for (char *nul = buf; (nul = memchr(nul, '\0', buf + done - nul));)
		*nul = ' ';
	buf[done] = '\0';
	if (length)
		*length = done;
	*text = buf;
	return 0;
}

int reader_bytes(const char *path, char **bytes, size_t *length)
{
	int fd = reader_open(path), rc;

	if (fd < 0)
		return fd;
	rc = io_read_up_to(fd, FILE_MAX + 1, bytes, length);
	close(fd);
	if (rc || *length <= FILE_MAX)
		return rc;
	free(*bytes);
	*bytes = NULL;
	return -EFBIG;
}

int reader_attr(const char *path, char *buf, size_t size)
{
	ssize_t n;
	int fd;

	fd = reader_open(path);
	if (fd < 0)
		return fd;
	n = io_read(fd, buf, size - 1);
	close(fd);
	if (n < 0)
		return n;
	while (n > 0 && (buf[n - 1] == '\n' || buf[n - 1] == '\0'))
		n--;
	buf[n] = '\0';
	return strlen(buf);
}

int reader_list(const char *path, DIR **dir)
{
	int fd, rc = progress_begin(NULL, path);

	*dir = NULL;
	if (rc)
		return rc;
	fd = sysroot_open(path, O_RDONLY | O_DIRECTORY);
	if (fd < 0)
		return fd;
	*dir = fdopendir(fd);
	if (*dir)
		return 0;
	rc = -errno;
	close(fd);
	return rc;
}

int reader_stat(const char *path, struct stat *st)
{
	int rc = progress_begin(NULL, path);

	return rc ? rc : sysroot_stat(path, st);
}

int reader_look(const char *path)
{
	struct stat st;

	return reader_stat(path, &st);
}

bool reader_exists(const char *path)
{
	return !reader_look(path);
}

int reader_link(const char *path, char target[PATH_MAX])
{
	/*
	 * Announce the link under a name of its own: it can be read even if reads of its target
	 * block.
	 */
	char *what = xasprintf("readlink %s", path);
	int rc = progress_begin(NULL, what);

	free(what);
	return rc ? rc : sysroot_readlink(path, target);
}

int reader_parse_number(const char *text, unsigned long *value)
{
	unsigned long n, unit = 1;
	char *end;

	/* strtoul() accepts "-1" as a very large number. */
	if (!isdigit((unsigned char)*text))
		return -EINVAL;
	errno = 0;
	n = strtoul(text, &end, 10);
	if (errno)
		return -errno;
	if (*end == 'K' || *end == 'M') {
		unit = *end == 'K' ? 1024UL : 1024UL * 1024;
		end++;
	}
	if (*end)
		return -EINVAL;
	if (n > ULONG_MAX / unit)
		return -ERANGE;
	*value = n * unit;
	return 0;
}
