/* SPDX-License-Identifier: GPL-2.0-only */
/* The length of an array, and lists that grow by one item at a time. */
#ifndef PMEMCAP_ARRAY_H
#define PMEMCAP_ARRAY_H

#include <stddef.h>

#include "xalloc.h"

/* Some of ndctl's headers define it, too. */
#ifndef ARRAY_SIZE
#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))
#endif

/*
 * list with room for one item more: it holds count items of size bytes, and grows here only. NULL is
 * an empty list. The caller frees it. The room doubles, so that a long list is not copied each time.
 */
static inline void *array_make_room(void *list, size_t count, size_t size)
{
	return count & (count - 1) ? list : xreallocarray(list, 2 * count + 1, size);
}

#endif
