// SPDX-License-Identifier: GPL-2.0-only
#include "strbuf.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "xalloc.h"

void strbuf_add_bytes(struct strbuf *buf, const char *bytes, size_t length)
{
	if (buf->length + length + 1 > buf->room) {
		buf->room = 2 * (buf->length + length + 1);
		buf->text = xreallocarray(buf->text, buf->room, 1);
	}
	memcpy(buf->text + buf->length, bytes, length);
	buf->length += length;
	buf->text[buf->length] = '\0';
}

__attribute__((format(printf, 2, 0))) static void add_formatted(struct strbuf *buf,
								const char *format, va_list ap)
{
	char *text = xvasprintf(format, ap);

	strbuf_add_bytes(buf, text, strlen(text));
	free(text);
}

void strbuf_printf(struct strbuf *buf, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	add_formatted(buf, format, ap);
	va_end(ap);
}

void strbuf_join(struct strbuf *buf, const char *separator, const char *format, ...)
{
	va_list ap;

	if (buf->length)
		strbuf_add_bytes(buf, separator, strlen(separator));
	va_start(ap, format);
	add_formatted(buf, format, ap);
	va_end(ap);
}

char *strbuf_take(struct strbuf *buf)
{
	char *text = buf->text ? buf->text : xstrdup("");

	*buf = (struct strbuf){ 0 };
	return text;
}
