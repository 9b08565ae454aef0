/* SPDX-License-Identifier: GPL-2.0-only */
/* Comma-separated options of a mount. */
#ifndef PMEMCAP_MOUNT_OPTIONS_H
#define PMEMCAP_MOUNT_OPTIONS_H

#include <stddef.h>

/*
 * The first option called name: a pointer to its value in options, and the value's length, which
 * is 0 for an option without a value. NULL: there is no such option. The search for the next one
 * starts at the value.
 */
const char *mount_option_find(const char *options, const char *name, size_t *length);

/*
 * A copy of the value of the last option called name, which is the one that counts; "" for one
 * without a value, NULL: there is no such option. The caller frees it.
 */
char *mount_option_value(const char *options, const char *name);

#endif
