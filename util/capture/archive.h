/* SPDX-License-Identifier: GPL-2.0-only */
/* A capture as a gzip-compressed tar archive (POSIX.1-2001, pax). */
#ifndef PMEMCAP_CAPTURE_ARCHIVE_H
#define PMEMCAP_CAPTURE_ARCHIVE_H

#include <stdbool.h>

#include "target.h"

/* Does path end in ".tar.gz" or ".tgz"? */
bool archive_has_name(const char *path);

/*
 * Create an archive at path. The file is written under another name in the same directory,
 * synchronized, and renamed at the end. If the run ends before, it is removed. All members are
 * in one directory, named like the archive without its suffix. Returns 0 or -errno: -EEXIST if
 * path exists.
 */
int archive_create(const char *path, struct target **target);

/*
 * Create an archive in memory. finish() keeps it until archive_print(). All members are in the
 * directory "capture". Returns 0 or -errno.
 */
int archive_create_output(struct target **target);

/* Write to stdout the archive that finish() has kept. Returns 0 or -errno. */
int archive_print(void);

#endif
