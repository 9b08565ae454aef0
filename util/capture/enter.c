// SPDX-License-Identifier: GPL-2.0-only
#include "enter.h"

#include <sys/stat.h>

#include "../lib/message.h"
#include "../observe/read/enter.h"
#include "unpack.h"

/* Set *dir to path, or to the directory where path was unpacked if path is an archive. */
static int find_tree(const char *path, const char **dir)
{
	struct stat st;
	int rc;

	*dir = path;
	if (stat(path, &st) < 0 || !S_ISREG(st.st_mode))
		return 0;
	rc = unpack_archive(path, dir);
	if (rc)
		message_error("cannot unpack %s: %s", path, unpack_error(rc));
	return rc;
}

int capture_enter(const char *path)
{
	const char *dir;
	int rc = enter_announce(path);

	if (!rc)
		rc = find_tree(path, &dir);
	return rc ? rc : enter_directory(dir, path);
}
