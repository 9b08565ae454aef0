/* SPDX-License-Identifier: GPL-2.0-only */
/* The length of an array, and lists that grow by one item at a time. */
#ifndef PMEM_ARRAY_H
#define PMEM_ARRAY_H

#include <ccan/array_size/array_size.h>
#include <stddef.h>

#include "xalloc.h"

/*
 * Return list with room for one more item. list has count items of size bytes,
 * and only this function makes it grow. NULL is an empty list. The caller frees
 * it. The room doubles, so that a long list is rarely copied.
 */
static inline void *array_make_room(void *list, size_t count, size_t size)
{
	if (count & (count - 1))
		return list;
	return xreallocarray(list, 2 * count + 1, size);
}

#endif
