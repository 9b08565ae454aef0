// SPDX-License-Identifier: GPL-2.0-only
#include "text.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "../lib/array.h"
#include "../lib/size.h"
#include "../lib/textbuf.h"
#include "../lib/xalloc.h"
#include "page.h"
#include "table.h"
#include "text-findings.h"
#include "text-objects.h"
#include "units.h"

/* Width of the column of labels in the head. */
#define LABEL 14

__attribute__((format(printf, 3, 4))) static void row(const struct page *page, const char *label,
						      const char *format, ...)
{
	va_list ap;
	char *text;

	va_start(ap, format);
	text = xvasprintf(format, ap);
	va_end(ap);
	fprintf(page->out, "%-*s", LABEL, label);
	page_wrap(page, LABEL, LABEL, text);
	free(text);
}

static const char *or_unknown(const char *text)
{
	return text ? text : "unknown";
}

/*
 * The machine, or the architecture if only that is known. "mips" is a name of both: the 32-bit
 * machine has it, too.
 */
static const char *machine_words(const struct host_verdict *v, const struct facts *facts)
{
	if (facts->kernel.machine || !v->arch)
		return or_unknown(facts->kernel.machine);
	return v->arch->name;
}

/* Why this kernel's check for an aliasing data cache is unknown. */
static const char *unknown_check(const struct host_verdict *v, const struct facts *facts)
{
	if (!facts->kconfig.path)
		return "unknown: the configuration cannot be read";
	if (!v->arch)
		return "unknown: the machine is not known";
	return facts->kconfig.whole ? "unknown" : "unknown: the configuration is incomplete";
}

static void print_head(const struct page *page, const struct host_verdict *v,
		       const struct facts *facts, int verbose)
{
	static const char *const checks[] = {
		[CHECK_NOT_NEEDED] = "not needed on this architecture",
		[CHECK_NONE] = "none: this kernel gives DAX without a check",
		[CHECK_KCONFIG] = "at build time: FS_DAX depends on !(ARM || MIPS || SPARC)",
		[CHECK_RUNTIME] = "at run time: alloc_dax() asks the CPU",
	};
	static const char *const answers[] = {
		[TRI_UNKNOWN] = "unknown whether it aliases",
		[TRI_NO] = "does not alias",
		[TRI_YES] = "aliases",
	};
	char *pages = v->page_size ? xasprintf("%ld KiB pages", v->page_size / 1024)
				   : xstrdup("page size unknown");

	char *span = size_words(v->alias.span);
	char *not_running = v->target_kernel ? xasprintf(" (not the running one, which is %s)",
							 or_unknown(facts->kernel.running))
					     : xstrdup("");

	row(page, "kernel", "%s%s, %s, %s", or_unknown(facts->kernel.release), not_running,
	    machine_words(v, facts), pages);
	free(not_running);
	free(pages);
	row(page, "configuration", "%s",
	    facts->kconfig.path ? facts->kconfig.path : "cannot be read");
	if (v->alias.span)
		row(page, "data cache", "%s (by %s; span %s)", answers[v->alias.aliasing],
		    basis_name(v->alias.basis), span);
	else if (v->alias.basis)
		row(page, "data cache", "%s (by %s)", answers[v->alias.aliasing],
		    basis_name(v->alias.basis));
	else
		row(page, "data cache", "%s", answers[v->alias.aliasing]);
	for (size_t i = 0; i < v->alias.evidence.count; i++)
		/* Without -v, leave out a probe that proves nothing. */
		if (v->alias.evidence.list[i].basis == BASIS_COLOUR_PROBE &&
		    (verbose || v->alias.evidence.list[i].says != TRI_UNKNOWN))
			row(page, "colour probe", "%s", v->alias.evidence.list[i].detail);
	row(page, "alias check", "%s",
	    v->alias_check == CHECK_UNKNOWN ? unknown_check(v, facts) : checks[v->alias_check]);
	free(span);
}

/* The name of a mode for display. */
static const char *mode_title(enum mode mode)
{
	static const char *const titles[MODE_COUNT] = {
		[MODE_FSDAX] = "fsdax",           [MODE_DEVDAX] = "devdax",
		[MODE_BLOCK] = "block",           [MODE_VIRTIOFS_DAX] = "virtiofs dax",
		[MODE_DM_DAX] = "dm dax",         [MODE_DCSSBLK_DAX] = "dcssblk dax",
		[MODE_SYSTEM_RAM] = "system-ram",
	};

	return titles[mode];
}

static bool is_same_limit(const struct limit *a, const struct limit *b)
{
	return a->reason == b->reason && a->supported == b->supported;
}

/*
 * Add limit i, joined with all limits of the same reason and answer. If one of them precedes limit
 * i, nothing is added.
 */
static void join_limit(struct textbuf *remark, const struct mode_verdict *mode, size_t i)
{
	const struct limit *limit = &mode->limits[i];
	unsigned int classes = 0;
	char *names;

	for (size_t j = 0; j < mode->limit_count; j++) {
		if (!is_same_limit(limit, &mode->limits[j]))
			continue;
		if (j < i)
			return;
		classes |= mode->limits[j].classes;
	}
	names = class_titles(classes, ", ");
	textbuf_join(remark, "; ", "%s %s: %s",
		     limit->supported == TRI_NO ? "not on" : "cannot tell on", names,
		     reason_words(limit->reason)->id);
	free(names);
}

/*
 * The reasons of a mode's answer, and the classes of device for which it holds. The caller frees
 * it.
 */
static char *mode_remark(const struct mode_verdict *mode)
{
	enum reason reasons[MAX_CHECKS];
	size_t count = mode_reasons(mode, reasons);
	struct textbuf remark = { 0 };
	char *names;

	for (size_t i = 0; i < count; i++)
		textbuf_join(&remark, ", ", "%s", reason_words(reasons[i])->id);
	if (mode->supported == TRI_YES && mode->classes) {
		names = class_titles(mode->classes, ", ");
		textbuf_join(&remark, "; ", "%s %s", mode->limit_count ? "only on" : "on", names);
		free(names);
	}
	for (size_t i = 0; i < mode->limit_count && mode->supported == TRI_YES; i++)
		join_limit(&remark, mode, i);
	return textbuf_take(&remark);
}

/* Is it a mode that no kernel of this architecture can have? */
static bool is_foreign_mode(const struct mode_verdict *mode)
{
	for (size_t i = 0; i < mode->check_count; i++) {
		const struct check *check = &mode->checks[i];

		if (check->result == TRI_NO && check->reason != REASON_NONE &&
		    reason_words(check->reason)->flags & REASON_FLAG_FOREIGN_MODE)
			return true;
	}
	return false;
}

static void add_checks(struct table *table, const struct mode_verdict *mode)
{
	for (size_t i = 0; i < mode->check_count; i++) {
		const struct check *check = &mode->checks[i];
		char *text = xasprintf("%s %s: %s", gate_name(check->gate), tri_name(check->result),
				       check->what);

		table_add(table, 0, (const char *const[]){ "", "" }, "", text);
		free(text);
	}
}

static void print_modes(const struct page *page, const struct host_verdict *v, int verbose)
{
	struct table table = { .cell_count = 2 };

	fputc('\n', page->out);
	table_add(&table, 0, (const char *const[]){ "mode", "answer" }, "", "why");
	for (int i = 0; i < MODE_COUNT; i++) {
		const struct mode_verdict *mode = &v->modes[i];
		char *remark;

		if (is_foreign_mode(mode) && !verbose)
			continue;
		remark = mode_remark(mode);
		table_add(&table, 0,
			  (const char *const[]){ mode_title(i), tri_name(mode->supported) },
			  page_answer_shade(page, mode->supported), remark);
		free(remark);
		if (verbose > 1)
			add_checks(&table, mode);
	}
	table_print(&table, page);
}

/* "; 1 error, 2 warnings": the paragraphs below it, by their first words. */
static void add_finding_counts(struct textbuf *line, const struct host_verdict *v)
{
	const char *separator = "; ";

	for (int severity = SEVERITY_ERROR; severity > SEVERITY_INFO; severity--) {
		size_t count = text_count_findings(v, severity);

		if (!count)
			continue;
		textbuf_printf(line, "%s%zu %s%s", separator, count, severity_name(severity),
			       count == 1 ? "" : "s");
		separator = ", ";
	}
	if (*separator == ';')
		textbuf_printf(line, "; no error or warning");
}

static void print_summary(const struct page *page, const struct report *r)
{
	static const enum mode asked_for[] = { MODE_FSDAX, MODE_DEVDAX, MODE_BLOCK };
	struct textbuf line = { 0 };
	char *text;

	if (r->inventory)
		text_summarize_objects(&line, r);
	else
		for (size_t i = 0; i < ARRAY_SIZE(asked_for); i++)
			textbuf_printf(&line, "%s%s %s",
				       i ? ", " : "this host: ", mode_title(asked_for[i]),
				       tri_name(r->host->modes[asked_for[i]].supported));
	add_finding_counts(&line, r->host);
	text = textbuf_take(&line);
	page_wrap(page, 0, 2, text);
	fputc('\n', page->out);
	free(text);
}

void text_print(FILE *out, const struct report *r)
{
	struct page page = page_begin(out, r->options);

	print_summary(&page, r);
	print_head(&page, r->host, r->facts, r->options->verbose);
	if (r->options->verbose)
		text_print_evidence(&page, &r->host->alias.evidence, LABEL);
	print_modes(&page, r->host, r->options->verbose);
	if (r->inventory)
		text_print_objects(&page, r);
	text_print_findings(&page, r);
}
