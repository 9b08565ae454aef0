/* SPDX-License-Identifier: GPL-2.0-only */
/* The findings of the text view: one paragraph for all objects with the same reason. */
#ifndef PMEMCAP_TEXT_FINDINGS_H
#define PMEMCAP_TEXT_FINDINGS_H

#include "page.h"

/* How many paragraphs text_print_findings() prints with the severity; for info: with -v. */
size_t text_count_findings(const struct host_verdict *host, enum severity severity);

/* Print the findings. With -v also print the informational ones, and the evidence. */
void text_print_findings(const struct page *page, const struct report *report);

/* Print each piece of evidence on a line, from column indent on. */
void text_print_evidence(const struct page *page, const struct evidence_list *evidence, int indent);

#endif
