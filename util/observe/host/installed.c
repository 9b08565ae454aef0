// SPDX-License-Identifier: GPL-2.0-only
/* Which kernels are installed. */
#include "installed.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "../../lib/strbuf.h"
#include "../../lib/xalloc.h"
#include "../read/reader.h"
#include "../read/sysfs.h"
#include "kconfig.h"

/* Limit of names in one message. */
#define NAMED_MAX 64

static const char where[] = "/lib/modules";

int kernel_is_installed(const char *release)
{
	int rc;
	char *path;

	/* The release becomes part of a path, which must stay below the directory. */
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
	struct strbuf names = { 0 };

	sysfs_list(&nothing, where, "", &releases);
	for (size_t i = 0; i < releases.count && i < NAMED_MAX; i++)
		strbuf_join(&names, ", ", "%s", releases.list[i]);
	if (releases.count > NAMED_MAX)
		strbuf_join(&names, ", ", "...");
	sysfs_release_names(&releases);
	return strbuf_take(&names);
}
