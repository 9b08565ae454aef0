/* SPDX-License-Identifier: GPL-2.0-only */
/* Every key of the host's answer. One line of code for each key serves all formats. */
#ifndef PMEMCAP_HOST_KEYS_H
#define PMEMCAP_HOST_KEYS_H

#include "keys.h"

/* The program that printed the answer, and the time and the host of the observation. */
void origin_keys(struct keys *keys, const struct report *report);

/* The keys of `kernel`. */
void kernel_keys(struct keys *keys, const struct report *report);

/* The keys of `cpu`. */
void cpu_keys(struct keys *keys, const struct report *report);

/* The keys of one mode in `modes`. */
void mode_keys(struct keys *keys, const struct report *report, enum mode which);

/*
 * For flat formats, printed last: the ids of errors and warnings, and the paths that could not be
 * read.
 */
void findings_keys(struct keys *keys, const struct report *report);

#endif
