// SPDX-License-Identifier: GPL-2.0-only
/* Which kernels are installed. */
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../must.h"
#include "observe.h"
#include "reader.h"

static const char where[] = "/lib/modules";

int kernel_is_installed(const char *release)
{
	int rc;
	char *path;

	/* Part of a path to be, and not a way to somewhere else. */
	if (!*release || strchr(release, '/') || !strcmp(release, ".") || !strcmp(release, ".."))
		return -EINVAL;
	path = must_asprintf("%s/%s", where, release);
	rc = reader_look(path);
	free(path);
	if (!rc || kconfig_is_there(release))
		return 0;
	return rc == -ETIMEDOUT || rc == -ECANCELED ? rc : -ENOENT;
}

static int is_release(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

char *installed_kernels(void)
{
	struct dirent **entries;
	int count = scandir(where, &entries, is_release, versionsort);
	char *names = must_strdup("");

	for (int i = 0; i < count; i++) {
		char *longer =
			must_asprintf("%s%s%s", names, *names ? ", " : "", entries[i]->d_name);

		free(names);
		names = longer;
		free(entries[i]);
	}
	if (count >= 0)
		free(entries);
	return names;
}
