// SPDX-License-Identifier: GPL-2.0-only
#include "target-kind.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "../lib/array.h"
#include "archive.h"
#include "tree.h"

/* A user who types one of these expects an archive, and would get a directory of that name. */
static bool looks_like_archive(const char *path)
{
	static const char *const ends[] = {
		".tar", ".zip", ".gz",  ".tgz",  ".bz2", ".tbz",  ".tbz2", ".xz",
		".txz", ".lz",  ".tlz", ".lz4",  ".zst", ".tzst", ".lzma", ".lzo",
		".z",   ".7z",  ".rar", ".cpio", ".ar",  ".iso",  ".deb",  ".rpm",
	};

	size_t length = strlen(path);

	for (size_t i = 0; i < ARRAY_SIZE(ends); i++)
		if (length > strlen(ends[i]) &&
		    !strcasecmp(path + length - strlen(ends[i]), ends[i]))
			return true;
	return false;
}

enum target_kind target_kind(const char *path)
{
	if (!strcmp(path, "-"))
		return TARGET_OUTPUT;
	if (archive_has_name(path))
		return TARGET_ARCHIVE;
	return looks_like_archive(path) ? TARGET_REFUSED : TARGET_DIRECTORY;
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
