// SPDX-License-Identifier: GPL-2.0-only
/* The view for people: 80 columns, no more than a screen, nothing a terminal could obey. */
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "../must.h"
#include "report.h"

#define COLUMNS 80

/* Width of the left-hand column of the head and of the table of modes. */
#define LABEL 14

struct page {
	FILE *out;
	bool colour;
};

static const char *shade(const struct page *page, const char *code)
{
	return page->colour ? code : "";
}

static const char *answer_shade(const struct page *page, enum tri t)
{
	return shade(page, t == TRI_YES ? "\033[32m" : t == TRI_NO ? "\033[31m" : "\033[33m");
}

static const char *severity_shade(const struct page *page, enum severity severity)
{
	return shade(page, severity == SEVERITY_ERROR	? "\033[1;31m"
			   : severity == SEVERITY_WARNING ? "\033[33m"
							  : "\033[36m");
}

static const char *plain(const struct page *page)
{
	return shade(page, "\033[0m");
}

/* Words from column `used` on, continued below at column `indent`, ended with a newline. */
static void wrap(const struct page *page, int used, int indent, const char *text)
{
	char *clean = report_printable(text), *rest = clean, *word;
	bool first = true;

	while ((word = strsep(&rest, " "))) {
		int length = strlen(word);

		if (!first && used + 1 + length > COLUMNS) {
			fprintf(page->out, "\n%*s", indent, "");
			used = indent;
			first = true;
		}
		fprintf(page->out, "%s%s", first ? "" : " ", word);
		used += length + !first;
		first = false;
	}
	fputc('\n', page->out);
	free(clean);
}

__attribute__((format(printf, 3, 4))) static void row(const struct page *page, const char *label,
						      const char *format, ...)
{
	va_list ap;
	char *text;

	va_start(ap, format);
	text = must_vasprintf(format, ap);
	va_end(ap);
	fprintf(page->out, "%-*s", LABEL, label);
	wrap(page, LABEL, LABEL, text);
	free(text);
}

static const char *or_unknown(const char *text)
{
	return text ? text : "unknown";
}

static void print_head(const struct page *page, const struct host_verdict *v,
		       const struct facts *facts)
{
	static const char *const checks[] = {
		[CHECK_UNKNOWN] = "unknown: the configuration cannot be read",
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
	char *pages = v->page_size ? must_asprintf("%ld KiB pages", v->page_size / 1024)
				   : must_strdup("page size unknown");

	row(page, "kernel", "%s, %s, %s", or_unknown(facts->kernel.release),
	    or_unknown(facts->kernel.machine), pages);
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
	row(page, "alias check", "%s", checks[v->alias_check]);
}

/* "fsdax" and "virtiofs_dax" as people write them. */
static const char *mode_title(enum mode mode)
{
	static const char *const titles[MODE_COUNT] = {
		[MODE_FSDAX] = "fsdax",
		[MODE_DEVDAX] = "devdax",
		[MODE_BLOCK] = "block",
		[MODE_VIRTIOFS_DAX] = "virtiofs dax",
		[MODE_DM_DAX] = "dm dax",
		[MODE_DCSSBLK_DAX] = "dcssblk dax",
		[MODE_SYSTEM_RAM] = "system-ram",
	};

	return titles[mode];
}

static void append(char **text, const char *separator, const char *more)
{
	char *longer = must_asprintf("%s%s%s", *text, **text ? separator : "", more);

	free(*text);
	*text = longer;
}

static char *class_names(unsigned int classes)
{
	char *names = must_strdup("");

	for (unsigned int i = 0; i < CLASS_COUNT; i++)
		if (classes & class_words(i)->bit)
			append(&names, ", ", class_words(i)->name);
	return names;
}

/* Why not, or for which classes only. */
static char *mode_remark(const struct mode_verdict *mode)
{
	enum reason reasons[MAX_CHECKS];
	size_t count = mode_reasons(mode, reasons);
	char *remark = must_strdup("");

	for (size_t i = 0; i < count; i++)
		append(&remark, ", ", reason_words(reasons[i])->id);
	if (mode->supported == TRI_YES && mode->classes) {
		char *names = class_names(mode->classes);

		append(&remark, "; ", mode->limit_count ? "only on " : "on ");
		append(&remark, "", names);
		free(names);
	}
	for (size_t i = 0; i < mode->limit_count && mode->supported == TRI_YES; i++) {
		char *names = class_names(mode->limits[i].classes);

		append(&remark, "; ",
		       mode->limits[i].supported == TRI_NO ? "not on " : "cannot tell on ");
		append(&remark, "", names);
		append(&remark, ": ", reason_words(mode->limits[i].reason)->id);
		free(names);
	}
	return remark;
}

static void print_modes(const struct page *page, const struct host_verdict *v, int verbose)
{
	const int answer = 9;

	fprintf(page->out, "\n%-*s%-*swhy\n", LABEL, "mode", answer, "answer");
	for (int i = 0; i < MODE_COUNT; i++) {
		const struct mode_verdict *mode = &v->modes[i];
		char *remark = mode_remark(mode);

		fprintf(page->out, "%-*s%s%-*s%s", LABEL, mode_title(i),
			answer_shade(page, mode->supported), answer, tri_name(mode->supported),
			plain(page));
		wrap(page, LABEL + answer, LABEL + answer, remark);
		free(remark);
		for (size_t c = 0; c < mode->check_count && verbose > 1; c++)
			fprintf(page->out, "%*s%-8s %-8s %s\n", LABEL, "",
				gate_name(mode->checks[c].gate), tri_name(mode->checks[c].result),
				mode->checks[c].what);
	}
}

static void print_evidence(const struct page *page, const struct evidence_list *evidence, int indent)
{
	for (size_t i = 0; i < evidence->count; i++) {
		const struct evidence *item = &evidence->list[i];
		char *line = must_asprintf("%s says %s: %s", item->source, tri_name(item->says),
					   item->detail);

		fprintf(page->out, "%*s", indent, "");
		wrap(page, indent, indent + 2, line);
		free(line);
	}
}

static void print_command(const struct page *page, const struct finding *finding, int indent)
{
	char *clean;

	if (!finding->command)
		return;
	clean = report_printable(finding->command);
	fprintf(page->out, "%*s# %s\n", indent, "", clean);
	if (finding->remedy->data_loss)
		fprintf(page->out, "%*s%sDATA LOSS: it deletes what is there now.%s\n", indent, "",
			shade(page, "\033[1;31m"), plain(page));
	free(clean);
}

static void print_finding(const struct page *page, const struct finding *finding, int verbose)
{
	const char *severity = severity_name(finding->severity);
	const int indent = 9;

	fprintf(page->out, "\n%s%-*s%s[%s]%s", severity_shade(page, finding->severity), indent,
		severity, plain(page), reason_words(finding->reason)->id,
		strcmp(finding->subject, "host") ? " " : "\n");
	if (strcmp(finding->subject, "host"))
		wrap(page, indent, indent, finding->subject);
	fprintf(page->out, "%*s", indent, "");
	wrap(page, indent, indent, finding->message);
	if (verbose)
		print_evidence(page, &finding->evidence, indent);
	if (!finding->remedy)
		return;
	fprintf(page->out, "%*sRemedy: ", indent, "");
	wrap(page, indent + 8, indent, finding->remedy->text);
	print_command(page, finding, indent + 2);
}

static void print_skipped(const struct page *page, const struct facts *facts)
{
	if (!facts->skip_count)
		return;
	fputs("\nCould not be read:\n", page->out);
	for (size_t i = 0; i < facts->skip_count; i++) {
		const struct skip *skip = &facts->skips[i];
		char *line = must_asprintf("%s: %s", skip->path, report_errno(skip->error));

		fputs("  ", page->out);
		wrap(page, 2, 4, line);
		free(line);
	}
}

static void print_host(const struct page *page, const struct host_verdict *verdict,
		       const struct facts *facts, int verbose)
{
	print_head(page, verdict, facts);
	if (verbose)
		print_evidence(page, &verdict->alias.evidence, LABEL);
	print_modes(page, verdict, verbose);
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
	print_skipped(page, facts);
}

void report_host_text(FILE *out, const struct host_verdict *verdict, const struct facts *facts,
		      const struct report_options *options)
{
	struct page page = { .out = out, .colour = options->colour };

	print_host(&page, verdict, facts, options->verbose);
	print_findings(&page, verdict, facts, options);
}

/* --- the inventory: a row an object --- */

struct tree {
	struct page page;
	const struct inventory_verdict *verdict;
	const struct inventory *inventory;
	int depth;
};

/* Widths of the columns of the inventory's rows. */
enum {
	COLUMN_OBJECT = 26,
	COLUMN_KIND = 11,
	COLUMN_SIZE = 11,
	COLUMN_ANSWER = 11,
};

static char *short_size(unsigned long long bytes)
{
	char *text = report_size(bytes);

	text[strcspn(text, "(")] = '\0';
	return text;
}

static const char *reason_ids(const struct reason_list *reasons, char **ids)
{
	*ids = must_strdup("");
	for (size_t i = 0; i < reasons->count; i++)
		append(ids, ", ", reason_words(reasons->list[i])->id);
	return *ids;
}

static void print_row(const struct tree *t, const char *name, const char *kind, const char *size,
		      const char *answer, enum tri shade_as, const struct reason_list *reasons)
{
	const int before = COLUMN_OBJECT + COLUMN_KIND + COLUMN_SIZE + COLUMN_ANSWER;
	char *clean = report_printable(name), *ids;
	int indent = 2 * t->depth;
	int used = indent + (int)strlen(clean);

	fprintf(t->page.out, "%*s%s", indent, "", clean);
	/* A name that is too long has a line of its own. */
	if (used >= COLUMN_OBJECT) {
		fputc('\n', t->page.out);
		used = 0;
	}
	fprintf(t->page.out, "%*s%-*s%-*s%s%-*s%s", COLUMN_OBJECT - used, "", COLUMN_KIND, kind,
		COLUMN_SIZE, size, answer_shade(&t->page, shade_as), COLUMN_ANSWER, answer,
		plain(&t->page));
	wrap(&t->page, before, before, reason_ids(reasons, &ids));
	free(ids);
	free(clean);
}

static enum tri access_as_tri(enum access access)
{
	switch (access) {
	case ACCESS_FSDAX:
	case ACCESS_DEVDAX:
		return TRI_YES;
	case ACCESS_UNKNOWN:
		return TRI_UNKNOWN;
	default:
		return TRI_NO;
	}
}

static void print_mounts(struct tree *t, size_t disk)
{
	for (size_t i = 0; i < t->inventory->mount_count; i++) {
		const struct mount *mount = &t->inventory->mounts[i];
		const struct mount_verdict *v = &t->verdict->mounts[i];
		char *answer;

		if (mount->disk != disk)
			continue;
		answer = must_asprintf("%s%s", v->dax == TRI_YES  ? "dax"
					       : v->dax == TRI_NO ? "no dax"
								  : "unknown",
				       v->map_sync == TRI_YES ? "+sync" : "");
		print_row(t, mount->mountpoint, mount->fstype, dax_option_name(v->requested), answer,
			  v->dax, &v->reasons);
		free(answer);
	}
}

static void print_disk(struct tree *t, size_t index)
{
	const struct inventory *inventory = t->inventory;

	/* Deeper than any real stack: a made-up one may stand on itself. */
	if (t->depth > 16)
		return;
	t->depth++;
	print_mounts(t, index);
	for (size_t i = 0; i < inventory->disk_count; i++) {
		const struct disk *disk = &inventory->disks[i];
		const struct disk_verdict *v = &t->verdict->disks[i];
		bool above = disk->parent == index;
		char *size;

		for (size_t s = 0; s < disk->slave_count; s++)
			above |= disk->slaves[s] == index;
		if (!above)
			continue;
		size = short_size(disk->size);
		print_row(t, disk->dm_name ? disk->dm_name : disk->dev,
			  disk->dm_name ? "dm" : "partition", size,
			  v->dax == TRI_YES  ? "fsdax"
			  : v->dax == TRI_NO ? "block"
					     : "unknown",
			  v->dax, &v->reasons);
		free(size);
		print_disk(t, i);
	}
	t->depth--;
}

static void print_namespace(struct tree *t, size_t index)
{
	const struct nd_namespace *ns = &t->inventory->namespaces[index];
	const struct namespace_verdict *v = &t->verdict->namespaces[index];
	char *size = short_size(ns->size);
	char *name = ns->blockdev ? must_asprintf("%s %s", ns->dev, ns->blockdev)
				  : must_strdup(ns->dev);

	t->depth = 2;
	print_row(t, name, ns->mode, size, access_name(v->effective), access_as_tri(v->effective),
		  &v->reasons);
	free(name);
	free(size);
	if (ns->disk != NOBODY)
		print_disk(t, ns->disk);
}

static void print_region(struct tree *t, size_t index, const struct selection *selection)
{
	static const struct reason_list none;
	const struct nd_region *region = &t->inventory->regions[index];
	char *size = short_size(region->size);

	t->depth = 1;
	print_row(t, region->dev, "region", size, region->enabled ? "" : "disabled", TRI_NO, &none);
	free(size);
	for (size_t i = 0; i < t->inventory->namespace_count; i++)
		if (t->inventory->namespaces[i].region == index && selection->namespaces[i])
			print_namespace(t, i);
}

static void print_dax_devices(struct tree *t)
{
	t->depth = 0;
	for (size_t i = 0; i < t->inventory->dax_count; i++) {
		const struct dax_device *device = &t->inventory->dax_devices[i];
		const struct dax_verdict *v = &t->verdict->dax_devices[i];
		char *size = short_size(device->size);

		print_row(t, device->dev, device->driver ? device->driver : "no driver", size,
			  access_name(v->effective), access_as_tri(v->effective), &v->reasons);
		free(size);
	}
}

static void print_inventory(struct tree *t, const struct selection *selection)
{
	static const struct reason_list none;
	const struct inventory *inventory = t->inventory;

	if (!inventory->region_count && !inventory->dax_count) {
		fputs("\nNo persistent memory and no dax device here.\n", t->page.out);
		return;
	}
	fprintf(t->page.out, "\n%-*s%-*s%-*s%-*swhy not dax\n", COLUMN_OBJECT, "object", COLUMN_KIND,
		"kind", COLUMN_SIZE, "size", COLUMN_ANSWER, "gives");
	for (size_t b = 0; b < inventory->bus_count; b++) {
		if (!selection->buses[b])
			continue;
		t->depth = 0;
		print_row(t, inventory->buses[b].dev, bus_class_name(&inventory->buses[b]), "", "",
			  TRI_UNKNOWN, &none);
		for (size_t r = 0; r < inventory->region_count; r++)
			if (inventory->regions[r].bus == b && selection->regions[r])
				print_region(t, r, selection);
	}
	print_dax_devices(t);
	if (selection->all) {
		t->depth = 0;
		print_mounts(t, NOBODY);
	}
}

void report_inventory_text(FILE *out, const struct inventory_verdict *verdict,
			   const struct facts *facts, const struct inventory *inventory,
			   const struct selection *selection, const struct report_options *options)
{
	struct tree tree = {
		.page = { .out = out, .colour = options->colour },
		.verdict = verdict,
		.inventory = inventory,
	};

	print_host(&tree.page, &verdict->host, facts, options->verbose);
	print_inventory(&tree, selection);
	print_findings(&tree.page, &verdict->host, facts, options);
}
