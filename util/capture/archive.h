/* SPDX-License-Identifier: GPL-2.0-only */
/* A capture as a gzip-compressed tar archive (POSIX.1-2001, pax). */
#ifndef PMEMCAP_CAPTURE_ARCHIVE_H
#define PMEMCAP_CAPTURE_ARCHIVE_H

#include <stdbool.h>

#include "target.h"

/* Does path end as the name of such an archive, ".tar.gz" or ".tgz"? */
bool archive_has_name(const char *path);

/*
 * A new archive at path; -EEXIST if there is anything. It is written under another name in the same
 * directory, synchronized, and renamed at the end; if the run ends before, it is removed. All
 * members are in one directory, named like the archive without its suffix. Returns 0 or -errno.
 */
int archive_create(const char *path, struct target **target);

/*
 * An archive in memory. finish() keeps it until archive_print(). The directory of its members is
 * called "capture". Returns 0 or -errno.
 */
int archive_create_output(struct target **target);

/* Write the archive that finish() has kept to stdout. Returns 0 or -errno. */
int archive_print(void);

#endif
