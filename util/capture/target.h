/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The target of a capture: a directory tree (tree.h) or an archive (archive.h). No other part
 * of the tool writes files, and these write only to their target. Paths are relative, such as
 * "sys/bus/nd", and lead through plain directories only. The caller makes a directory before
 * its contents, and makes nothing twice.
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
	 * Complete the target, give it its final name, and free it. *sum is what it holds.
	 * After an error nothing of the target is left.
	 */
	int (*finish)(struct target *target, struct target_sum *sum);
	/* Remove everything that was made, and free the target. */
	void (*abandon)(struct target *target);
};

/*
 * Open the directory that contains path. Slashes at the end of path are ignored. *name is the
 * last part of path; the caller frees it. Returns a descriptor that the caller closes, or
 * -errno.
 */
int target_open_directory(const char *path, char **name);

#endif
