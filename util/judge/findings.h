/* SPDX-License-Identifier: GPL-2.0-only */
/* How a finding is made from its reason. */
#ifndef PMEMCAP_JUDGE_FINDINGS_H
#define PMEMCAP_JUDGE_FINDINGS_H

#include "verdict.h"

/*
 * A new finding, at the end of the list: valid until the next is added. about
 * fills the blank of the reason's message and may be NULL.
 */
struct finding *finding_add(struct host_verdict *verdict, enum reason reason, const char *subject,
			    const char *about);

/* The remedy's command for a subject; the caller frees it. NULL: there is none, or no safe one. */
char *remedy_command(const struct remedy *remedy, const char *subject);

/* Give the finding a remedy (NULL: none) and make its command one for the subject. */
void finding_set_remedy(struct finding *finding, const struct remedy *remedy);

/* The worst first, and within a severity in the order of the table. */
void findings_sort(struct host_verdict *verdict);

/* A text with its one blank (%s), if it has one, filled in; the caller frees it. */
char *fill_in(const char *text, const char *about);

#endif
