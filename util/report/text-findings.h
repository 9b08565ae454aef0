/* SPDX-License-Identifier: GPL-2.0-only */
/* The findings of the text view: one paragraph for all objects with the same reason. */
#ifndef PMEMCAP_TEXT_FINDINGS_H
#define PMEMCAP_TEXT_FINDINGS_H

#include "page.h"

/* How many reasons are warnings or errors, and how many of them errors: as many paragraphs. */
size_t text_count_problems(const struct host_verdict *host, size_t *errors);

/* With -v also what is for information only, and the evidence. */
void text_print_findings(const struct page *page, const struct report *report);

/* Sources say what they say, a line each, from column indent on. */
void text_print_evidence(const struct page *page, const struct evidence_list *evidence, int indent);

#endif
