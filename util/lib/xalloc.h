/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Allocation that ends the program where memory has run out: a verdict that
 * lost half of its facts on the way would be worse than none.
 */
#ifndef PMEMCAP_MUST_H
#define PMEMCAP_MUST_H

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "message.h"

#define ARRAY_LENGTH(a) (sizeof(a) / sizeof((a)[0]))

static inline void *must(void *p)
{
	if (!p)
		message_no_memory();
	return p;
}

/* Zeroed array of n items; the caller frees it. */
static inline void *must_calloc(size_t n, size_t size)
{
	return must(calloc(n ? n : 1, size));
}

/* p grown to n items of size bytes; the caller frees it. */
static inline void *must_grow(void *p, size_t n, size_t size)
{
	return must(reallocarray(p, n ? n : 1, size));
}

/*
 * p, which holds count items of size bytes and grew here only, with room for one
 * more; the caller frees it. It grows at powers of two: a list may be long.
 */
static inline void *must_make_room(void *p, size_t count, size_t size)
{
	return count & (count - 1) ? p : must_grow(p, 2 * count + 1, size);
}

/* A copy the caller frees; NULL stays NULL. */
static inline char *must_strdup(const char *s)
{
	return s ? must(strdup(s)) : NULL;
}

/* A copy of at most n bytes the caller frees. */
static inline char *must_strndup(const char *s, size_t n)
{
	return must(strndup(s, n));
}

/* vasprintf(3) that cannot fail; the caller frees the string. */
__attribute__((format(printf, 1, 0))) static inline char *must_vasprintf(const char *format,
									 va_list ap)
{
	char *s;

	if (vasprintf(&s, format, ap) < 0)
		must(NULL);
	return s;
}

/* A formatted string the caller frees. */
__attribute__((format(printf, 1, 2))) static inline char *must_asprintf(const char *format, ...)
{
	va_list ap;
	char *s;

	va_start(ap, format);
	s = must_vasprintf(format, ap);
	va_end(ap);
	return s;
}

#endif
