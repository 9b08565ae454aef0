/* SPDX-License-Identifier: GPL-2.0-only */
/* A capture as a directory tree. */
#ifndef PMEMCAP_CAPTURE_TREE_H
#define PMEMCAP_CAPTURE_TREE_H

#include "target.h"

/*
 * Create a tree in the directory path, which must be new, or empty and this user's. No link is
 * followed at the end of path or inside the tree. Only the owner can read the tree, since only
 * root can read some of the original files. RECORD_PATH gets its name last. If the run ends
 * before that, everything that was made is removed (undo.h). Returns 0 or -errno: -ENOTEMPTY,
 * -ELOOP for a link, -EPERM for another user's directory.
 */
int tree_create(const char *path, struct target **target);

/*
 * Create a tree in a new directory in $TMPDIR or /tmp that only this user can read. Every file
 * has its final name at once. abandon() removes the tree. *path is the directory; the caller
 * frees it. Returns 0 or -errno.
 */
int tree_create_temporary(char **path, struct target **target);

#endif
