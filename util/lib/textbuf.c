// SPDX-License-Identifier: GPL-2.0-only
#include "textbuf.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "xalloc.h"

void textbuf_add_bytes(struct textbuf *buf, const char *bytes, size_t length)
{
	if (buf->length + length + 1 > buf->room) {
		buf->room = 2 * (buf->length + length + 1);
		buf->text = xreallocarray(buf->text, buf->room, 1);
	}
	memcpy(buf->text + buf->length, bytes, length);
	buf->length += length;
	buf->text[buf->length] = '\0';
}

__attribute__((format(printf, 2, 0))) static void add_formatted(struct textbuf *buf,
								const char *format, va_list ap)
{
	char *text = xvasprintf(format, ap);

	textbuf_add_bytes(buf, text, strlen(text));
	free(text);
}

void textbuf_printf(struct textbuf *buf, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	add_formatted(buf, format, ap);
	va_end(ap);
}

void textbuf_join(struct textbuf *buf, const char *separator, const char *format, ...)
{
	va_list ap;

	if (buf->length)
		textbuf_add_bytes(buf, separator, strlen(separator));
	va_start(ap, format);
	add_formatted(buf, format, ap);
	va_end(ap);
}

char *textbuf_take(struct textbuf *buf)
{
	char *text = buf->text ? buf->text : xstrdup("");

	*buf = (struct textbuf){ 0 };
	return text;
}
