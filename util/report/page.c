// SPDX-License-Identifier: GPL-2.0-only
/* A page of text: 80 columns, shades where wanted, nothing a terminal could obey. */
#include "page.h"

#include <stdlib.h>
#include <string.h>

#include "../lib/escape.h"

#define COLUMNS 80

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

int page_room(const char *text)
{
	size_t longest = 0;

	while (*text) {
		size_t length = strcspn(text, " ");

		longest = length > longest ? length : longest;
		text += length + strspn(text + length, " ");
	}
	return longest < COLUMNS ? COLUMNS - (int)longest : 0;
}

void page_wrap(const struct page *page, int used, int indent, const char *text)
{
	char *clean = escape_controls(text), *rest = clean, *word;
	bool first = true;

	while ((word = strsep(&rest, " "))) {
		int length = strlen(word);

		if (!first && used + 1 + length > COLUMNS) {
			fprintf(page->out, "\n%*s", indent, "");
			used = indent;
			first = true;
		}
		fprintf(page->out, "%s%s", first ? "" : " ", word);
		used += length + !first;
		first = false;
	}
	fputc('\n', page->out);
	free(clean);
}
