/* SPDX-License-Identifier: GPL-2.0-only */
/* Print text in a terminal's columns, with colours if wanted and control characters escaped. */
#ifndef PMEMCAP_PAGE_H
#define PMEMCAP_PAGE_H

#include <stdio.h>

#include "context.h"

struct page {
	FILE *out;
	bool colour;
	bool called_by_file_name;
	int columns;
};

/*
 * A page for the terminal at stdout. The options decide about colour. The number of columns comes
 * from COLUMNS, else from the terminal, else it is 80.
 */
struct page page_begin(FILE *out, const struct report_options *options);

/* The escape sequence if the page has colour, else "". */
const char *page_shade(const struct page *page, const char *code);

/* The escape sequence for green, red or yellow ("yes", "no" or "unknown"), or "". */
const char *page_answer_shade(const struct page *page, enum tri t);

/* The escape sequence for a finding's severity, or "". */
const char *page_severity_shade(const struct page *page, enum severity severity);

/* The escape sequence that ends a colour, or "". */
const char *page_plain(const struct page *page);

/*
 * The text with the names of this project's commands spelled as the user spelled the running one:
 * "ndctl pmem-status" or "ndctl-pmem-status". The caller frees it.
 */
char *page_name_commands(const struct page *page, const char *text);

/* The number of columns that a text takes. This counts characters, not bytes. */
int page_width(const char *text);

/*
 * Print words from column `used` on, and a newline. Wrapped lines start at column `indent`. Control
 * characters are escaped.
 */
void page_wrap(const struct page *page, int used, int indent, const char *text);

#endif
