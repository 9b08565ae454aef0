/* SPDX-License-Identifier: GPL-2.0-only */
/* Copy directories and links of this machine to a target, each only once. */
#ifndef PMEMCAP_CAPTURE_MIRROR_H
#define PMEMCAP_CAPTURE_MIRROR_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "target.h"

struct mirror {
	struct target *target;
	int error;  /* the first error of the target, negative; nothing is written after it */
	void *made; /* tsearch(3) tree of struct place */
};

/*
 * Follow an absolute path as the kernel would, and copy every directory and link on the way to
 * the target, where the path then leads to the same file. *real is the path without links; the
 * caller frees it. *mode is the file type (S_IFMT). Returns 0 or -errno. After an error *real
 * is NULL, but a part of the way may have been copied. -ESTALE: the machine has changed, and
 * the target has a file of another type at a part of the path.
 */
int mirror_follow(struct mirror *mirror, const char *path, char **real, mode_t *mode);

/* Does the target have a file at this path already? */
bool mirror_has(const struct mirror *mirror, const char *real);

/* Write a file at a path from mirror_follow(). */
void mirror_file(struct mirror *mirror, const char *real, const char *bytes, size_t length);

/* Write a file, and its parents as plain directories. */
void mirror_plain_file(struct mirror *mirror, const char *path, const char *bytes, size_t length);

/* Free the paths, not the target. */
void mirror_release(struct mirror *mirror);

#endif
