/* SPDX-License-Identifier: GPL-2.0-only */
/* Shared by the files that write text; not for other rooms. */
#ifndef PMEMCAP_TEXT_H
#define PMEMCAP_TEXT_H

#include "report.h"

struct page {
	FILE *out;
	bool colour;
};

/* The escape sequence if the page has colour, else "". */
const char *page_shade(const struct page *page, const char *code);

/* Green, red or yellow for "yes", "no" or "unknown". */
const char *page_answer_shade(const struct page *page, enum tri t);

/* The shade of a finding's severity. */
const char *page_severity_shade(const struct page *page, enum severity severity);

/* Back to plain text. */
const char *page_plain(const struct page *page);

/* The last column at which the longest word of a text still fits a line. */
int page_room(const char *text);

/*
 * Print words from column `used` on, continued below at column `indent`, ended
 * with a newline; control characters come out escaped.
 */
void page_wrap(const struct page *page, int used, int indent, const char *text);

/* Make *text (owned by the caller, like the result) longer; separator if it is not empty yet. */
void text_append(char **text, const char *separator, const char *more);

/* The head, the table of modes, and with verbose the evidence. */
void text_print_host(const struct page *page, const struct host_verdict *verdict,
		     const struct facts *facts, int verbose);

/* Findings with their remedies, and what could not be read. */
void text_print_findings(const struct page *page, const struct host_verdict *verdict,
			 const struct facts *facts, const struct report_options *options);

#endif
