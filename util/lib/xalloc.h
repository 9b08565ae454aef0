/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Allocation that ends the program if memory runs out: a verdict from half of the facts would
 * be worse than no verdict.
 */
#ifndef PMEMCAP_XALLOC_H
#define PMEMCAP_XALLOC_H

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Say on stderr that memory has run out, and exit with status 1. Allocates nothing. */
__attribute__((noreturn)) void xalloc_fail(void);

/* Return p, but end the program if it is NULL for lack of memory. */
static inline void *xalloc_check(void *p)
{
	if (!p)
		xalloc_fail();
	return p;
}

/* Zeroed array of n items; the caller frees it. */
static inline void *xcalloc(size_t n, size_t size)
{
	return xalloc_check(calloc(n ? n : 1, size));
}

/* p resized to n items of size bytes; the caller frees it. */
static inline void *xreallocarray(void *p, size_t n, size_t size)
{
	return xalloc_check(reallocarray(p, n ? n : 1, size));
}

/* A copy that the caller frees; NULL for NULL. */
static inline char *xstrdup(const char *s)
{
	return s ? xalloc_check(strdup(s)) : NULL;
}

/* A copy of at most n bytes; the caller frees it. */
static inline char *xstrndup(const char *s, size_t n)
{
	return xalloc_check(strndup(s, n));
}

/* A formatted string; the caller frees it. */
__attribute__((format(printf, 1, 0))) static inline char *xvasprintf(const char *format, va_list ap)
{
	char *s;

	if (vasprintf(&s, format, ap) < 0)
		xalloc_check(NULL);
	return s;
}

/* The same, with variable arguments. */
__attribute__((format(printf, 1, 2))) static inline char *xasprintf(const char *format, ...)
{
	va_list ap;
	char *s;

	va_start(ap, format);
	s = xvasprintf(format, ap);
	va_end(ap);
	return s;
}

#endif
