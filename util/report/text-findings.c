// SPDX-License-Identifier: GPL-2.0-only
#include "text-findings.h"

#include <stdlib.h>
#include <string.h>

#include "../lib/escape.h"
#include "../lib/textbuf.h"
#include "../lib/xalloc.h"
#include "units.h"

/* Width of the column of severities. */
#define LEFT 9

static bool same_group(const struct finding *a, const struct finding *b)
{
	return a->reason == b->reason && a->severity == b->severity;
}

/* findings_sort() has put the findings of a group next to each other. */
static bool is_first_of_group(const struct host_verdict *v, size_t index)
{
	return !index || !same_group(&v->findings[index - 1], &v->findings[index]);
}

static bool is_in_group(const struct host_verdict *v, size_t first, size_t index)
{
	return index < v->finding_count && same_group(&v->findings[first], &v->findings[index]);
}

/*
 * The first finding with the reason of finding index, whatever its severity. Severer findings come
 * first, so it is printed wherever finding index is.
 */
static size_t first_of_reason(const struct host_verdict *v, size_t index)
{
	size_t first = 0;

	while (v->findings[first].reason != v->findings[index].reason)
		first++;
	return first;
}

/* Does a finding from first on, before index and with its reason, have the same text? */
static bool is_repeated(const struct host_verdict *v, size_t first, size_t index,
			const char *(*text_of)(const struct finding *finding))
{
	const char *text = text_of(&v->findings[index]);

	for (size_t i = first; i < index; i++) {
		const char *other = text_of(&v->findings[i]);

		if (v->findings[i].reason == v->findings[index].reason && other && text &&
		    !strcmp(other, text))
			return true;
	}
	return false;
}

/*
 * As is_repeated(), but compares only with the previous finding. For texts that differ between
 * objects: there may be many thousands.
 */
static bool repeats_last(const struct host_verdict *v, size_t first, size_t index,
			 const char *(*text_of)(const struct finding *finding))
{
	return index > first && is_repeated(v, index - 1, index, text_of);
}

static const char *finding_subject(const struct finding *finding)
{
	return finding->subject;
}

static const char *finding_message(const struct finding *finding)
{
	return finding->message;
}

static const char *finding_command(const struct finding *finding)
{
	return finding->remedy ? finding->command : NULL;
}

/*
 * Does a severer group of the same reason say all that the group says? Then only its objects are
 * new.
 */
static bool is_said_above(const struct host_verdict *v, size_t first)
{
	size_t above = first_of_reason(v, first);

	if (above == first)
		return false;
	for (size_t i = first; is_in_group(v, first, i); i++)
		if (!is_repeated(v, above, i, finding_message) ||
		    (finding_remedy_text(&v->findings[i]) &&
		     !is_repeated(v, above, i, finding_remedy_text)))
			return false;
	return true;
}

/* Is the group about the host alone? findings_sort() sorts "host" among the objects. */
static bool is_about_host(const struct host_verdict *v, size_t first)
{
	for (size_t i = first; is_in_group(v, first, i); i++)
		if (strcmp(v->findings[i].subject, "host"))
			return false;
	return true;
}

/* Is finding index the first of a group that has a paragraph of its own? */
static bool begins_paragraph(const struct host_verdict *v, size_t index)
{
	return is_first_of_group(v, index) && !(is_about_host(v, index) && is_said_above(v, index));
}

size_t text_count_findings(const struct host_verdict *v, enum severity severity)
{
	size_t count = 0;

	for (size_t i = 0; i < v->finding_count; i++)
		count += v->findings[i].severity == severity && begins_paragraph(v, i);
	return count;
}

void text_print_evidence(const struct page *page, const struct evidence_list *evidence, int indent)
{
	for (size_t i = 0; i < evidence->count; i++) {
		const struct evidence *item = &evidence->list[i];
		char *line = xasprintf("%s says %s: %s", item->source, tri_name(item->says),
				       item->detail);

		fprintf(page->out, "%*s", indent, "");
		page_wrap(page, indent, indent + 2, line);
		free(line);
	}
}

/* "warning  [ns-raw-mode] namespace0.3, namespace1.0" */
static void print_group_head(const struct page *page, const struct host_verdict *v, size_t first)
{
	const struct finding *finding = &v->findings[first];
	struct textbuf line = { 0 };
	size_t count = 0;
	char *text;

	textbuf_printf(&line, "[%s]", reason_words(finding->reason)->id);
	for (size_t i = first; is_in_group(v, first, i); i++) {
		if (!strcmp(v->findings[i].subject, "host") ||
		    repeats_last(v, first, i, finding_subject))
			continue;
		textbuf_printf(&line, "%s %s", count++ ? "," : "", v->findings[i].subject);
	}
	text = textbuf_take(&line);
	fprintf(page->out, "\n%s%s%s%*s", page_severity_shade(page, finding->severity),
		severity_name(finding->severity), page_plain(page),
		LEFT - page_width(severity_name(finding->severity)), "");
	page_wrap(page, LEFT, LEFT, text);
	free(text);
}

static void print_messages(const struct page *page, const struct host_verdict *v, size_t first,
			   int verbose)
{
	size_t above = first_of_reason(v, first);

	if (is_said_above(v, first))
		fprintf(page->out, "%*sAs above.\n", LEFT, "");
	for (size_t i = first; is_in_group(v, first, i); i++) {
		if (!is_repeated(v, above, i, finding_message)) {
			fprintf(page->out, "%*s", LEFT, "");
			page_wrap(page, LEFT, LEFT, v->findings[i].message);
		}
		if (verbose)
			text_print_evidence(page, &v->findings[i].evidence, LEFT);
	}
}

/* Print the commands of all objects of the group that have the same remedy as finding index. */
static void print_group_commands(const struct page *page, const struct host_verdict *v,
				 size_t index)
{
	const struct finding *finding = &v->findings[index];

	for (size_t i = index; is_in_group(v, index, i); i++) {
		char *clean, *named;

		if (!finding_command(&v->findings[i]) ||
		    strcmp(finding_remedy_text(&v->findings[i]), finding_remedy_text(finding)) ||
		    repeats_last(v, index, i, finding_command))
			continue;
		named = page_name_commands(page, v->findings[i].command);
		clean = escape_controls(named);
		fprintf(page->out, "%*s# %s\n", LEFT + 2, "", clean);
		free(clean);
		free(named);
	}
	if (finding->remedy->data_loss)
		fprintf(page->out, "%*s%sDATA LOSS: it deletes what is there now.%s\n", LEFT + 2,
			"", page_shade(page, "\033[1;31m"), page_plain(page));
}

static void print_remedies(const struct page *page, const struct host_verdict *v, size_t first)
{
	size_t above = first_of_reason(v, first);

	for (size_t i = first; is_in_group(v, first, i); i++) {
		char *named;

		if (!finding_remedy_text(&v->findings[i]) ||
		    is_repeated(v, first, i, finding_remedy_text))
			continue;
		/* The commands are the objects' own. */
		if (!is_repeated(v, above, i, finding_remedy_text)) {
			fprintf(page->out, "%*sRemedy: ", LEFT, "");
			named = page_name_commands(page, finding_remedy_text(&v->findings[i]));
			page_wrap(page, LEFT + 8, LEFT, named);
			free(named);
		}
		print_group_commands(page, v, i);
	}
}

static void print_skipped(const struct page *page, const struct facts *facts, bool left_alone,
			  const char *title)
{
	bool any = false;

	for (size_t i = 0; i < facts->skip_count; i++) {
		const struct skip *skip = &facts->skips[i];
		char *line;

		if (skip->left_alone != left_alone)
			continue;
		if (!any)
			fprintf(page->out, "\n%s:\n", title);
		any = true;
		line = xasprintf("%s: %s (affects %s)", skip->path, report_errno(skip->error),
				 skip->affects);
		fputs("  ", page->out);
		page_wrap(page, 2, 4, line);
		free(line);
	}
}

void text_print_findings(const struct page *page, const struct report *r)
{
	const struct host_verdict *v = r->host;
	size_t hidden = 0;

	for (size_t i = 0; i < v->finding_count; i++) {
		if (!begins_paragraph(v, i))
			continue;
		if (v->findings[i].severity == SEVERITY_INFO && !r->options->verbose) {
			hidden++;
			continue;
		}
		print_group_head(page, v, i);
		print_messages(page, v, i, r->options->verbose);
		print_remedies(page, v, i);
	}
	if (hidden)
		fprintf(page->out, "\n%zu informational %s hidden; -v shows %s.\n", hidden,
			hidden == 1 ? "reason is" : "reasons are", hidden == 1 ? "it" : "them");
	print_skipped(page, r->facts, false, "Could not be read");
	print_skipped(page, r->facts, true, "Not tested by --probe");
}
