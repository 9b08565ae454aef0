/* SPDX-License-Identifier: GPL-2.0-only */
/* A string that grows. A structure of zeroes is an empty string. */
#ifndef PMEMCAP_STRBUF_H
#define PMEMCAP_STRBUF_H

#include <stddef.h>

struct strbuf {
	char *text; /* NULL: nothing was added yet */
	size_t length, room;
};

/* Add bytes to its end. */
void strbuf_add_bytes(struct strbuf *buf, const char *bytes, size_t length);

/* Add formatted text to its end. */
__attribute__((format(printf, 2, 3))) void strbuf_printf(struct strbuf *buf, const char *format,
							 ...);

/* Add formatted text as an item of a list, after separator unless it is the first item. */
__attribute__((format(printf, 3, 4))) void strbuf_join(struct strbuf *buf, const char *separator,
						       const char *format, ...);

/* Take the text, "" if nothing was added, and empty buf. The caller frees the text. */
char *strbuf_take(struct strbuf *buf);

#endif
