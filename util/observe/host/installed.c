// SPDX-License-Identifier: GPL-2.0-only
/* Which kernels are installed. */
#include "installed.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "../../lib/xalloc.h"
#include "../read/reader.h"
#include "../read/sysfs.h"
#include "kconfig.h"

/* As many as a reader may want to see. */
#define NAMED_MAX 64

static const char where[] = "/lib/modules";

int kernel_is_installed(const char *release)
{
	int rc;
	char *path;

	/* Part of a path to be, and not a way to somewhere else. */
	if (!*release || strchr(release, '/') || !strcmp(release, ".") || !strcmp(release, ".."))
		return -EINVAL;
	path = xasprintf("%s/%s", where, release);
	rc = reader_look(path);
	free(path);
	if (!rc || kconfig_is_there(release))
		return 0;
	return rc == -ETIMEDOUT || rc == -ECANCELED ? rc : -ENOENT;
}

char *installed_kernels(void)
{
	struct facts nothing = { 0 };
	struct sysfs_names releases;
	char *names = xstrdup("");

	sysfs_list(&nothing, where, "", &releases);
	for (size_t i = 0; i < releases.count && i < NAMED_MAX; i++) {
		char *longer = xasprintf("%s%s%s", names, *names ? ", " : "", releases.list[i]);

		free(names);
		names = longer;
	}
	if (releases.count > NAMED_MAX) {
		char *longer = xasprintf("%s, ...", names);

		free(names);
		names = longer;
	}
	sysfs_release_names(&releases);
	return names;
}
