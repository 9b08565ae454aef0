/* SPDX-License-Identifier: GPL-2.0-only */
/* Loop devices. */
#ifndef PMEMCAP_LOOP_H
#define PMEMCAP_LOOP_H

#include <stdbool.h>

struct facts;

/* Is it the name of a loop device, "loop0", not that of its partition? */
bool is_loop_name(const char *name);

/*
 * The path in /dev that a loop device stands on, for the caller to free. It may be a device or an
 * ordinary file. NULL: the loop device is not in use, its backing file lies elsewhere or was
 * removed, or the attribute loop/backing_file (loop_attr_backing_file_show(),
 * drivers/block/loop.c) could not be read, and then a skip says why.
 */
char *loop_read_backing_file(struct facts *facts, const char *name);

#endif
