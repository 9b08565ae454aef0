/* SPDX-License-Identifier: GPL-2.0-only */
/* The length of an array, and lists that grow by one item at a time. */
#ifndef PMEMCAP_ARRAY_H
#define PMEMCAP_ARRAY_H

#include <stddef.h>

#include "xalloc.h"

/* Some headers of ndctl also define it. */
#ifndef ARRAY_SIZE
#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))
#endif

/*
 * Return list with room for one more item. list has count items of size bytes, and only this
 * function makes it grow. NULL is an empty list. The caller frees it. The room doubles, so that
 * a long list is rarely copied.
 */
static inline void *array_make_room(void *list, size_t count, size_t size)
{
	return count & (count - 1) ? list : xreallocarray(list, 2 * count + 1, size);
}

#endif
