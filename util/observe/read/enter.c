// SPDX-License-Identifier: GPL-2.0-only
#include "enter.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "../../lib/message.h"
#include "../../lib/xalloc.h"
#include "../../proc/privilege.h"
#include "../../proc/progress.h"
#include "sysroot.h"

static int complain(const char *path, int rc)
{
	if (rc)
		message_error("cannot enter %s: %s", path,
			      rc == -ETIMEDOUT ? "it does not answer" : strerror(-rc));
	return rc;
}

int enter_announce(const char *path)
{
	char *what = xasprintf("--sysroot=%s", path);
	int rc = progress_begin_always(what);

	free(what);
	return complain(path, rc);
}

int enter_directory(const char *dir, const char *path)
{
	int rc = enter_announce(path);

	if (rc)
		return rc;
	rc = sysroot_enter(dir);
	privilege_missed(rc);
	if (rc)
		return complain(path, rc);
	if (!sysroot_has_machines_files())
		privilege_drop();
	return 0;
}
