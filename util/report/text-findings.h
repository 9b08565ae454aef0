/* SPDX-License-Identifier: GPL-2.0-only */
/* The findings of the text view: one paragraph for all objects with the same reason. */
#ifndef PMEMCAP_TEXT_FINDINGS_H
#define PMEMCAP_TEXT_FINDINGS_H

#include "page.h"

/*
 * The number of paragraphs that are warnings or errors. *errors is the number of errors among them.
 */
size_t text_count_problems(const struct host_verdict *host, size_t *errors);

/* Print the findings. With -v also print the informational ones, and the evidence. */
void text_print_findings(const struct page *page, const struct report *report);

/* Print each piece of evidence on a line, from column indent on. */
void text_print_evidence(const struct page *page, const struct evidence_list *evidence, int indent);

#endif
