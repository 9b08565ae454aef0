// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "report.h"

int report_format_parse(const char *text, enum report_format *format)
{
	if (!strcmp(text, "json"))
		*format = FORMAT_JSON;
	else if (!strcmp(text, "text"))
		*format = FORMAT_TEXT;
	else
		return -EINVAL;
	return 0;
}

bool report_wants_colour(void)
{
	const char *no = getenv("NO_COLOR"), *term = getenv("TERM");

	return !(no && *no) && term && strcmp(term, "dumb") && isatty(STDOUT_FILENO);
}

void report_print_json(FILE *out, struct json_object *object)
{
	fputs(json_object_to_json_string_ext(object, JSON_C_TO_STRING_PRETTY |
							     JSON_C_TO_STRING_NOSLASHESCAPE),
	      out);
	fputc('\n', out);
}

int report_close(FILE *out)
{
	bool lost = ferror(out);

	errno = 0;
	if (fclose(out) != 0)
		return errno ? -errno : -EIO;
	return lost ? -EIO : 0;
}
