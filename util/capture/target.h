/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Where a capture goes: a directory tree or an archive. Nothing else of the
 * tool writes, and these write nowhere else.
 *
 * Paths are relative ("sys/bus/nd") and lead through directories alone, each of
 * which is made before what is in it; nothing is made twice.
 */
#ifndef PMEMCAP_CAPTURE_TARGET_H
#define PMEMCAP_CAPTURE_TARGET_H

#include <stddef.h>

struct target {
	/* Each returns 0 or -errno. */
	int (*directory)(struct target *target, const char *path);
	int (*link)(struct target *target, const char *path, const char *to);
	int (*file)(struct target *target, const char *path, const char *bytes, size_t length);
	/* Complete it and free target; where that fails nothing is left of it. */
	int (*finish)(struct target *target);
	/* Take back everything that was made, and free target. */
	void (*abandon)(struct target *target);
};

/*
 * A tree in the directory path, which is made, or is there and empty (else
 * -ENOTEMPTY). No link is followed inside of it, and what is made is its owner's
 * alone, as in an archive: what is in it only root may see. Returns 0 or -errno.
 */
int tree_create(const char *path, struct target **target);

/*
 * A gzip-compressed tar archive (POSIX.1-2001 pax) in the new file path
 * (-EEXIST if there is anything). All of it is in one directory, called like
 * the file without ".tar.gz". Returns 0 or -errno.
 */
int archive_create(const char *path, struct target **target);

/* The one or the other, by the name's end. */
int target_create(const char *path, struct target **target);

#endif
