/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PMEM_LIBRARIES_H
#define PMEM_LIBRARIES_H

#include <stdbool.h>

struct facts;

/*
 * May libndctl and libdaxctl be called? They may not for a copied tree, since
 * they read /sys and /dev of the running machine.
 */
bool libraries_may_be_asked(const struct facts *facts);

/*
 * Does the environment contain this variable, such as NDCTL_LOG, which makes a
 * library log?
 */
bool libraries_log_wanted(const char *variable);

#endif
