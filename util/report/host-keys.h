/* SPDX-License-Identifier: GPL-2.0-only */
/* Every key of the host's answer: a line a key, for all formats. */
#ifndef PMEMCAP_HOST_KEYS_H
#define PMEMCAP_HOST_KEYS_H

#include "keys.h"

/* What printed the answer, and when and where the machine was looked at. */
void origin_keys(struct keys *keys, const struct report *report);

/* Of `kernel`. */
void kernel_keys(struct keys *keys, const struct report *report);

/* Of `cpu`. */
void cpu_keys(struct keys *keys, const struct report *report);

/* Of one of `modes`. */
void mode_keys(struct keys *keys, const struct report *report, enum mode which);

/* What comes last: the findings that need attention, and what could not be read. Flat formats. */
void findings_keys(struct keys *keys, const struct report *report);

#endif
