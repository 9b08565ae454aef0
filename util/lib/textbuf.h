/* SPDX-License-Identifier: GPL-2.0-only */
/* A string that grows. A structure of zeroes is an empty string. */
#ifndef PMEMCAP_TEXTBUF_H
#define PMEMCAP_TEXTBUF_H

#include <stddef.h>

struct textbuf {
	char *text; /* NULL: nothing was added yet */
	size_t length, room;
};

/* Add bytes to its end. */
void textbuf_add_bytes(struct textbuf *buf, const char *bytes, size_t length);

/* Add formatted text to its end. */
__attribute__((format(printf, 2, 3))) void textbuf_printf(struct textbuf *buf, const char *format,
							  ...);

/* Add formatted text as an item of a list, after separator unless it is the first item. */
__attribute__((format(printf, 3, 4))) void textbuf_join(struct textbuf *buf, const char *separator,
							const char *format, ...);

/* Take the text, "" if nothing was added, and empty buf. The caller frees the text. */
char *textbuf_take(struct textbuf *buf);

#endif
