/* SPDX-License-Identifier: GPL-2.0-only */
/* Which reader reads devices: the libraries first, or only the direct reader. */
#ifndef PMEMCAP_LIBRARIES_H
#define PMEMCAP_LIBRARIES_H

#include <stdbool.h>

struct facts;

/*
 * May libndctl and libdaxctl be called? They may not for a captured tree, since they read /sys and
 * /dev of the running machine.
 */
bool libraries_may_be_asked(const struct facts *facts);

/* Does the environment contain this variable, such as NDCTL_LOG, which makes a library log? */
bool libraries_log_wanted(const char *variable);

#endif
