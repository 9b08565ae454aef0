/* SPDX-License-Identifier: GPL-2.0-only */
/* Which kind of target the argument of --capture names. */
#ifndef PMEMCAP_CAPTURE_TARGET_KIND_H
#define PMEMCAP_CAPTURE_TARGET_KIND_H

#include "target.h"

enum target_kind {
	TARGET_DIRECTORY, /* also "x.tar.gz/", because of the slash at its end */
	TARGET_ARCHIVE,   /* "x.tar.gz", "x.tgz" */
	TARGET_OUTPUT,    /* "-": an archive on stdout */
	TARGET_REFUSED,   /* the name of an unsupported kind of archive */
};

enum target_kind target_kind(const char *path);

/* Create a target of that kind (-EINVAL for TARGET_REFUSED). Returns 0 or -errno. */
int target_create(const char *path, struct target **target);

#endif
