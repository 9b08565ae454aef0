// SPDX-License-Identifier: GPL-2.0-only
/* Which kernels are installed. */
#include "installed.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "../../lib/xalloc.h"
#include "../read/reader.h"
#include "kconfig.h"

int kernel_is_installed(const char *release)
{
	int rc;
	char *path;

	/* The release becomes part of a path, which must stay below the directory. */
	if (!*release || strchr(release, '/') || !strcmp(release, ".") || !strcmp(release, ".."))
		return -EINVAL;
	path = xasprintf("/lib/modules/%s", release);
	rc = reader_look(path);
	free(path);
	if (!rc || kconfig_is_there(release))
		return 0;
	return rc == -ETIMEDOUT || rc == -ECANCELED ? rc : -ENOENT;
}
