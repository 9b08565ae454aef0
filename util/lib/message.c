// SPDX-License-Identifier: GPL-2.0-only
#include "message.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "escape.h"
#include "xalloc.h"

/* Print with one call, so that the lines of several processes do not mix. */
__attribute__((format(printf, 2, 0))) static void print_message(const char *prefix,
								const char *format, va_list ap)
{
	char *text = xvasprintf(format, ap), *clean = escape_controls(text);
	char *line = xasprintf("%s%s\n", prefix, clean);

	fputs(line, stderr);
	free(line);
	free(clean);
	free(text);
}

void message_error(const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	print_message("  Error: ", format, ap);
	va_end(ap);
}

void message_warning(const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	print_message("  Warning: ", format, ap);
	va_end(ap);
}

void message_line(const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	print_message("", format, ap);
	va_end(ap);
}
