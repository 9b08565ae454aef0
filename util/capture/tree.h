/* SPDX-License-Identifier: GPL-2.0-only */
/* A capture as a directory tree. */
#ifndef PMEMCAP_CAPTURE_TREE_H
#define PMEMCAP_CAPTURE_TREE_H

#include "target.h"

/*
 * A tree in the directory path, which is new, or empty and of this user. No link is followed, neither
 * at the end of path nor inside the tree. All files and directories are for their owner only, since
 * some are readable by root only where they come from. RECORD_PATH gets its name last. If the run
 * ends before, everything that was made is removed (undo.h).
 *
 * Returns 0 or -errno: -ENOTEMPTY, -ELOOP for a link, -EPERM for another user's directory.
 */
int tree_create(const char *path, struct target **target);

/*
 * A tree in a new directory for this user only, in $TMPDIR or /tmp. Every file has its name at once;
 * abandon() removes the tree. *path is the directory, for the caller to free. Returns 0 or -errno.
 */
int tree_create_temporary(char **path, struct target **target);

#endif
