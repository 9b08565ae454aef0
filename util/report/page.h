/* SPDX-License-Identifier: GPL-2.0-only */
/* A page of text: columns, shades where wanted, no character that a terminal obeys. */
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

/* For the terminal behind stdout: colour as the options say, columns of COLUMNS or the terminal, else 80. */
struct page page_begin(FILE *out, const struct report_options *options);

/* The escape sequence if the page has colour, else "". */
const char *page_shade(const struct page *page, const char *code);

/* Green, red or yellow for "yes", "no" or "unknown". */
const char *page_answer_shade(const struct page *page, enum tri t);

/* The shade of a finding's severity. */
const char *page_severity_shade(const struct page *page, enum severity severity);

/* Back to plain text. */
const char *page_plain(const struct page *page);

/*
 * The text with the names of this project's commands spelled as the user called one of them:
 * "ndctl pmem-status" or "ndctl-pmem-status". The caller frees it.
 */
char *page_name_commands(const struct page *page, const char *text);

/* How many columns a text takes: its characters, not its bytes. */
int page_width(const char *text);

/*
 * Print words from column `used` on, continued below at column `indent`, ended
 * with a newline; control characters come out escaped.
 */
void page_wrap(const struct page *page, int used, int indent, const char *text);

#endif
