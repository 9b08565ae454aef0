// SPDX-License-Identifier: GPL-2.0-only
#include "text.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "../lib/escape.h"
#include "../lib/strbuf.h"
#include "../lib/xalloc.h"
#include "page.h"
#include "text-objects.h"
#include "units.h"

/* Width of the left-hand column of the head and of the table of modes. */
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

/* "mips" alone is a machine, too: of 32 bits. */
static const char *machine_words(const struct host_verdict *v, const struct facts *facts)
{
	if (facts->kernel.machine || !v->arch)
		return or_unknown(facts->kernel.machine);
	return v->arch->name;
}

/* Why it is not known how this kernel keeps DAX away from a cache that aliases. */
static const char *unknown_check(const struct host_verdict *v, const struct facts *facts)
{
	if (!facts->kconfig.path)
		return "unknown: the configuration cannot be read";
	if (!v->arch)
		return "unknown: the machine is not known";
	return facts->kconfig.whole ? "unknown" : "unknown: the configuration is cut short";
}

static void print_head(const struct page *page, const struct host_verdict *v,
		       const struct facts *facts)
{
	static const char *const checks[] = {
		[CHECK_NOT_NEEDED] = "not needed on this architecture",
		[CHECK_NONE] = "none: this kernel does not look before it gives DAX",
		[CHECK_KCONFIG] = "when built: FS_DAX is left out on this architecture",
		[CHECK_RUNTIME] = "at run time: alloc_dax() asks the CPU",
	};
	static const char *const answers[] = {
		[TRI_UNKNOWN] = "not known whether it aliases",
		[TRI_NO] = "does not alias",
		[TRI_YES] = "aliases",
	};
	char *pages = v->page_size ? xasprintf("%ld KiB pages", v->page_size / 1024)
				   : xstrdup("page size unknown");

	char *not_running = v->target_kernel ? xasprintf(" (not the running one, which is %s)",
							 or_unknown(facts->kernel.running))
					     : xstrdup("");

	row(page, "kernel", "%s%s, %s, %s", or_unknown(facts->kernel.release), not_running,
	    machine_words(v, facts), pages);
	free(not_running);
	free(pages);
	row(page, "configuration", "%s",
	    facts->kconfig.path ? facts->kconfig.path : "none can be read");
	if (v->alias.span)
		row(page, "data cache", "%s (by %s; span %lu bytes)", answers[v->alias.aliasing],
		    basis_name(v->alias.basis), v->alias.span);
	else if (v->alias.basis)
		row(page, "data cache", "%s (by %s)", answers[v->alias.aliasing],
		    basis_name(v->alias.basis));
	else
		row(page, "data cache", "%s", answers[v->alias.aliasing]);
	for (size_t i = 0; i < v->alias.evidence.count; i++)
		if (v->alias.evidence.list[i].basis == BASIS_COLOUR_PROBE)
			row(page, "colour probe", "%s", v->alias.evidence.list[i].detail);
	row(page, "alias check", "%s",
	    v->alias_check == CHECK_UNKNOWN ? unknown_check(v, facts) : checks[v->alias_check]);
}

/* "fsdax" and "virtiofs_dax" as people write them. */
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

/* Why not, or for which classes only. */
static char *mode_remark(const struct mode_verdict *mode)
{
	enum reason reasons[MAX_CHECKS];
	size_t count = mode_reasons(mode, reasons);
	struct strbuf remark = { 0 };

	for (size_t i = 0; i < count; i++)
		strbuf_join(&remark, ", ", "%s", reason_words(reasons[i])->id);
	if (mode->supported == TRI_YES && mode->classes) {
		char *names = class_names(mode->classes, ", ");

		strbuf_join(&remark, "; ", "%s %s", mode->limit_count ? "only on" : "on", names);
		free(names);
	}
	for (size_t i = 0; i < mode->limit_count && mode->supported == TRI_YES; i++) {
		const struct limit *limit = &mode->limits[i];
		char *names = class_names(limit->classes, ", ");

		strbuf_join(&remark, "; ", "%s %s: %s",
			    limit->supported == TRI_NO ? "not on" : "cannot tell on", names,
			    reason_words(limit->reason)->id);
		free(names);
	}
	return strbuf_take(&remark);
}

static void print_modes(const struct page *page, const struct host_verdict *v, int verbose)
{
	const int answer = 9;

	fprintf(page->out, "\n%-*s%-*swhy\n", LABEL, "mode", answer, "answer");
	for (int i = 0; i < MODE_COUNT; i++) {
		const struct mode_verdict *mode = &v->modes[i];
		char *remark = mode_remark(mode);

		fprintf(page->out, "%-*s%s%-*s%s", LABEL, mode_title(i),
			page_answer_shade(page, mode->supported), answer, tri_name(mode->supported),
			page_plain(page));
		page_wrap(page, LABEL + answer, LABEL + answer, remark);
		free(remark);
		for (size_t c = 0; c < mode->check_count && verbose > 1; c++)
			fprintf(page->out, "%*s%-8s %-8s %s\n", LABEL, "",
				gate_name(mode->checks[c].gate), tri_name(mode->checks[c].result),
				mode->checks[c].what);
	}
}

static void print_evidence(const struct page *page, const struct evidence_list *evidence,
			   int indent)
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

static void print_remedy(const struct page *page, const struct finding *finding, int left)
{
	const int indent = left + 2;

	fprintf(page->out, "%*sRemedy: ", left, "");
	page_wrap(page, left + 8, left, finding->remedy->text);
	if (finding->command) {
		char *clean = escape_controls(finding->command);

		fprintf(page->out, "%*s# %s\n", indent, "", clean);
		free(clean);
	}
	if (finding->remedy->data_loss)
		fprintf(page->out, "%*s%sDATA LOSS: it deletes what is there now.%s\n", indent, "",
			page_shade(page, "\033[1;31m"), page_plain(page));
}

static void print_finding(const struct page *page, const struct finding *finding, int verbose)
{
	const char *severity = severity_name(finding->severity);
	const int indent = 9;

	fprintf(page->out, "\n%s%-*s%s[%s]%s", page_severity_shade(page, finding->severity), indent,
		severity, page_plain(page), reason_words(finding->reason)->id,
		strcmp(finding->subject, "host") ? " " : "\n");
	if (strcmp(finding->subject, "host"))
		page_wrap(page, indent, indent, finding->subject);
	fprintf(page->out, "%*s", indent, "");
	page_wrap(page, indent, indent, finding->message);
	if (verbose)
		print_evidence(page, &finding->evidence, indent);
	if (finding->remedy)
		print_remedy(page, finding, indent);
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
		line = xasprintf("%s: %s", skip->path, report_errno(skip->error));
		fputs("  ", page->out);
		page_wrap(page, 2, 4, line);
		free(line);
	}
}

static void print_findings(const struct page *page, const struct host_verdict *verdict,
			   const struct facts *facts, const struct report_options *options)
{
	size_t hidden = 0;

	for (size_t i = 0; i < verdict->finding_count; i++) {
		const struct finding *finding = &verdict->findings[i];

		if (finding->severity > SEVERITY_INFO || options->verbose)
			print_finding(page, finding, options->verbose);
		else
			hidden++;
	}
	if (hidden)
		fprintf(page->out, "\n%zu more for information: -v shows them.\n", hidden);
	print_skipped(page, facts, false, "Could not be read");
	print_skipped(page, facts, true, "Left alone by --probe");
}

void text_print(FILE *out, const struct report *r)
{
	struct page page = { .out = out, .colour = r->options->colour };

	print_head(&page, r->host, r->facts);
	if (r->options->verbose)
		print_evidence(&page, &r->host->alias.evidence, LABEL);
	print_modes(&page, r->host, r->options->verbose);
	if (r->inventory)
		text_print_objects(&page, r);
	print_findings(&page, r->host, r->facts, r->options);
}
