/* SPDX-License-Identifier: GPL-2.0-only */
/* How a finding is made from its reason. */
#ifndef PMEMCAP_JUDGE_FINDINGS_H
#define PMEMCAP_JUDGE_FINDINGS_H

#include "verdict.h"

/*
 * Append a finding to the list. The pointer is valid until the next finding is added. about
 * replaces the "%s" in the reason's message and may be NULL.
 */
struct finding *finding_add(struct host_verdict *verdict, enum reason reason, const char *subject,
			    const char *about);

/*
 * The remedy's command for a subject; the caller frees it. NULL if there is no command, or if
 * the subject's name is not safe in a shell.
 */
char *remedy_command(const struct remedy *remedy, const char *subject);

/* Set the finding's remedy (NULL: none), and the remedy's command for the finding's subject. */
void finding_set_remedy(struct finding *finding, const struct remedy *remedy);

/* Sort by severity (the worst first), then by the order of the reason table, then by subject. */
void findings_sort(struct host_verdict *verdict);

/* A copy of text in which about replaces the "%s", if there is one; the caller frees it. */
char *fill_in(const char *text, const char *about);

#endif
