/* SPDX-License-Identifier: GPL-2.0-only */
/* Comma-separated options of a mount. */
#ifndef PMEMCAP_MOUNT_OPTIONS_H
#define PMEMCAP_MOUNT_OPTIONS_H

#include <stddef.h>

/*
 * Find the first option called name in options. Returns a pointer to its value in options, and sets
 * *length to the value's length, 0 for an option without a value. NULL: there is no such option. To
 * find the next one, search again from the end of the value.
 */
const char *mount_option_find(const char *options, const char *name, size_t *length);

/*
 * A copy of the value of the last option called name, since the last one takes effect. "": that
 * option has no value. NULL: there is no such option. The caller frees it.
 */
char *mount_option_value(const char *options, const char *name);

/*
 * The options of a mount and of its super block in one list, each once. The mount's "rw" is left out
 * if the super block has "ro", and the other way round: either of them makes it read-only
 * (show_vfsmnt(), fs/proc_namespace.c). The caller frees it.
 */
char *mount_options_join(const char *mount, const char *super);

#endif
