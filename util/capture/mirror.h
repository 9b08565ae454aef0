/* SPDX-License-Identifier: GPL-2.0-only */
/* Directories and links of this machine, made again in a target, each once. */
#ifndef PMEMCAP_CAPTURE_MIRROR_H
#define PMEMCAP_CAPTURE_MIRROR_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "target.h"

struct mirror {
	struct target *target;
	int error;  /* the first error of the target, negative; then nothing more is made */
	void *made; /* tsearch(3) tree of struct place */
};

/*
 * Follow an absolute path as the kernel would, and make every directory and
 * link on the way in the target: in the tree it leads to the same place. *real
 * is that place without links, for the caller to free; *mode its type as in
 * st_mode. Returns 0, or the -errno of following it (then *real is NULL; what
 * lies on the way may have been made); -ESTALE where the target has something
 * of another kind there, since the machine has changed meanwhile.
 */
int mirror_follow(struct mirror *mirror, const char *path, char **real, mode_t *mode);

/* Is there something in the target at this place already? */
bool mirror_has(const struct mirror *mirror, const char *real);

/* A file at a place that mirror_follow() gave. */
void mirror_file(struct mirror *mirror, const char *real, const char *bytes, size_t length);

/* A file at a path whose parents, all plain directories, are made as well. */
void mirror_plain_file(struct mirror *mirror, const char *path, const char *bytes, size_t length);

/* Free the paths; the target is not touched. */
void mirror_release(struct mirror *mirror);

#endif
