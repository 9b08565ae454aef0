// SPDX-License-Identifier: GPL-2.0-only
/* Which kind of target a path is, and where it lies. */
#include "target.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "../lib/array.h"
#include "../lib/xalloc.h"

static bool ends_with(const char *text, const char *end)
{
	size_t length = strlen(text), rest = strlen(end);

	return length > rest && !strcasecmp(text + length - rest, end);
}

/* Whoever types one of these expects an archive, and would get a directory of that name. */
static bool looks_like_archive(const char *path)
{
	static const char *const ends[] = {
		".tar", ".zip", ".gz",  ".tgz",  ".bz2", ".tbz",  ".tbz2", ".xz",
		".txz", ".lz",  ".tlz", ".lz4",  ".zst", ".tzst", ".lzma", ".lzo",
		".z",   ".7z",  ".rar", ".cpio", ".ar",  ".iso",  ".deb",  ".rpm",
	};

	for (size_t i = 0; i < ARRAY_SIZE(ends); i++)
		if (ends_with(path, ends[i]))
			return true;
	return false;
}

enum target_kind target_kind(const char *path)
{
	size_t length = strlen(path);

	if (!strcmp(path, "-"))
		return TARGET_OUTPUT;
	if (length >= 7 && !strcmp(path + length - 7, ".tar.gz"))
		return TARGET_ARCHIVE;
	if (length >= 4 && !strcmp(path + length - 4, ".tgz"))
		return TARGET_ARCHIVE;
	return looks_like_archive(path) ? TARGET_REFUSED : TARGET_DIRECTORY;
}

int target_open_directory(const char *path, char **name)
{
	char *copy = xstrdup(path), *slash;
	size_t length = strlen(copy);
	int fd, error;

	while (length > 1 && copy[length - 1] == '/')
		copy[--length] = '\0';
	slash = strrchr(copy, '/');
	*name = xstrdup(slash && slash[1] ? slash + 1 : slash ? "." : *copy ? copy : ".");
	if (slash)
		slash[1] = '\0';
	/* "" is no name of a file, not even that of the working directory. */
	fd = *path ? open(slash ? copy : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
	error = *path ? errno : ENOENT;
	free(copy);
	if (fd >= 0)
		return fd;
	free(*name);
	*name = NULL;
	return -error;
}

int target_create(const char *path, struct target **target)
{
	switch (target_kind(path)) {
	case TARGET_OUTPUT:
		return archive_create_output(target);
	case TARGET_ARCHIVE:
		return archive_create(path, target);
	case TARGET_REFUSED:
		return -EINVAL;
	default:
		return tree_create(path, target);
	}
}
