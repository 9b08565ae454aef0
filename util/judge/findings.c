// SPDX-License-Identifier: GPL-2.0-only
#include "findings.h"

#include <stdlib.h>
#include <string.h>

#include "../lib/array.h"
#include "../lib/xalloc.h"

/* A copy of text in which about replaces the "%s", if there is one; the caller frees it. */
char *fill_in(const char *text, const char *about)
{
	const char *blank = strstr(text, "%s");

	if (!blank)
		return xstrdup(text);
	return xasprintf("%.*s%s%s", (int)(blank - text), text, about ? about : "?", blank + 2);
}

struct finding *finding_add(struct host_verdict *v, enum reason reason, const char *subject,
			    const char *about)
{
	struct finding *finding;

	v->findings = array_make_room(v->findings, v->finding_count, sizeof(*v->findings));
	finding = &v->findings[v->finding_count++];
	memset(finding, 0, sizeof(*finding));
	finding->reason = reason;
	finding->severity = reason_words(reason)->severity;
	finding->subject = xstrdup(subject);
	finding->message = fill_in(reason_words(reason)->message, about);
	return finding;
}

#define SAFE_NAME "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-"

/* A shell could interpret any other character, so a name that contains one gets no command. */
char *remedy_command(const struct remedy *remedy, const char *subject)
{
	if (!remedy || !remedy->command || subject[strspn(subject, SAFE_NAME)])
		return NULL;
	return fill_in(remedy->command, subject);
}

void finding_set_remedy(struct finding *finding, const struct remedy *remedy)
{
	finding->remedy = remedy;
	free(finding->command);
	finding->command = remedy_command(remedy, finding->subject);
}

static int by_severity(const void *a, const void *b)
{
	const struct finding *x = a, *y = b;

	if (x->severity != y->severity)
		return y->severity > x->severity ? 1 : -1;
	if (x->reason != y->reason)
		return x->reason < y->reason ? -1 : 1;
	return strverscmp(x->subject, y->subject);
}

void findings_sort(struct host_verdict *verdict)
{
	if (verdict->finding_count)
		qsort(verdict->findings, verdict->finding_count, sizeof(*verdict->findings),
		      by_severity);
}
