// SPDX-License-Identifier: GPL-2.0-only
#include "page.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "../lib/escape.h"
#include "../lib/xalloc.h"

/*
 * Columns of a page: the default if neither COLUMNS nor the terminal gives a number, and the
 * limits.
 */
#define COLUMNS_DEFAULT 80
#define COLUMNS_MIN     40
#define COLUMNS_MAX     1000

/* no-color.org: NO_COLOR turns colour off if it has any value that is not empty. */
static bool terminal_wants_colour(void)
{
	const char *no = getenv("NO_COLOR"), *term = getenv("TERM");

	return !(no && *no) && term && strcmp(term, "dumb") && isatty(STDOUT_FILENO);
}

static int terminal_columns(void)
{
	const char *variable = getenv("COLUMNS");
	long columns = variable ? strtol(variable, NULL, 10) : 0;
	struct winsize size;

	if (columns <= 0 && isatty(STDOUT_FILENO) && !ioctl(STDOUT_FILENO, TIOCGWINSZ, &size))
		columns = size.ws_col;
	if (columns <= 0)
		return COLUMNS_DEFAULT;
	if (columns < COLUMNS_MIN)
		return COLUMNS_MIN;
	return columns < COLUMNS_MAX ? (int)columns : COLUMNS_MAX;
}

struct page page_begin(FILE *out, const struct report_options *options)
{
	return (struct page){
		.out = out,
		.colour = options->colour == COLOUR_ALWAYS ||
			  (options->colour == COLOUR_AUTO && terminal_wants_colour()),
		.called_by_file_name = options->called_by_file_name,
		.columns = terminal_columns(),
	};
}

char *page_name_commands(const struct page *page, const char *text)
{
	static const char *const commands[] = { "ndctl pmem-status", "daxctl alias-check" };
	char *named = xstrdup(text);

	if (!page->called_by_file_name)
		return named;
	for (size_t i = 0; i < sizeof(commands) / sizeof(*commands); i++)
		for (char *at = named; (at = strstr(at, commands[i]));)
			at[strcspn(at, " ")] = '-';
	return named;
}

const char *page_shade(const struct page *page, const char *code)
{
	return page->colour ? code : "";
}

const char *page_answer_shade(const struct page *page, enum tri t)
{
	return page_shade(page, t == TRI_YES ? "\033[32m" : t == TRI_NO ? "\033[31m" : "\033[33m");
}

const char *page_severity_shade(const struct page *page, enum severity severity)
{
	return page_shade(page, severity == SEVERITY_ERROR     ? "\033[1;31m"
				: severity == SEVERITY_WARNING ? "\033[33m"
							       : "\033[36m");
}

const char *page_plain(const struct page *page)
{
	return page_shade(page, "\033[0m");
}

int page_width(const char *text)
{
	int width = 0;

	/* Do not count the continuation bytes of UTF-8. */
	for (; *text; text++)
		width += (*text & 0xc0) != 0x80;
	return width;
}

void page_wrap(const struct page *page, int used, int indent, const char *text)
{
	char *clean = escape_controls(text), *rest = clean, *word;
	bool first = true;

	while ((word = strsep(&rest, " "))) {
		int width = page_width(word);

		if (!first && used + 1 + width > page->columns) {
			fprintf(page->out, "\n%*s", indent, "");
			used = indent;
			first = true;
		}
		fprintf(page->out, "%s%s", first ? "" : " ", word);
		used += width + !first;
		first = false;
	}
	fputc('\n', page->out);
	free(clean);
}
