/* SPDX-License-Identifier: GPL-2.0-only */
/* Which reader looks at devices: the libraries first, or the direct reader alone. */
#ifndef PMEMCAP_LIBRARIES_H
#define PMEMCAP_LIBRARIES_H

#include <stdbool.h>

struct facts;

/*
 * May libndctl and libdaxctl be asked? They read /sys and /dev of the
 * running machine, so never of a captured tree. Tests compare both readers: the
 * environment variable PMEMCAP_READER=direct leaves the libraries out, =library
 * is what holds without it (test/README.md); set-user-ID programs ignore it.
 */
bool libraries_may_be_asked(const struct facts *facts);

/* Has the user asked a library to log: is NDCTL_LOG, say, in the environment? */
bool libraries_log_wanted(const char *variable);

#endif
