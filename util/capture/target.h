/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Where a capture goes: a directory tree (tree.h) or an archive (archive.h). Nothing else of the
 * tool writes, and these write nowhere else.
 *
 * Paths are relative, such as "sys/bus/nd", and lead through plain directories only. A directory is
 * made before what is in it, and nothing is made twice.
 */
#ifndef PMEMCAP_CAPTURE_TARGET_H
#define PMEMCAP_CAPTURE_TARGET_H

#include <stddef.h>

/* What a target holds, for the message that reports it. */
struct target_sum {
	size_t files;
	unsigned long long bytes; /* of the files in a directory; of an archive itself */
};

struct target {
	struct target_sum sum; /* so far */
	/* Each returns 0 or -errno. */
	int (*directory)(struct target *target, const char *path);
	int (*link)(struct target *target, const char *path, const char *to);
	int (*file)(struct target *target, const char *path, const char *bytes, size_t length);
	/*
	 * Complete the target, give it its name, and free it; *sum is what it holds. If that fails,
	 * nothing of it is left.
	 */
	int (*finish)(struct target *target, struct target_sum *sum);
	/* Remove everything that was made, and free the target. */
	void (*abandon)(struct target *target);
};

/*
 * Open the directory that contains path, whose slashes at the end do not count. Returns a descriptor
 * that the caller closes, with the last part of path in *name, which the caller frees; or -errno.
 */
int target_open_directory(const char *path, char **name);

#endif
