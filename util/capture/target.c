// SPDX-License-Identifier: GPL-2.0-only
#include "target.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>

#include "../lib/xalloc.h"

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
	/* "" names no file, not even the working directory. */
	fd = *path ? open(slash ? copy : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
	error = *path ? errno : ENOENT;
	free(copy);
	if (fd >= 0)
		return fd;
	free(*name);
	*name = NULL;
	return -error;
}
