// SPDX-License-Identifier: GPL-2.0-only
#include "object.h"

#include <search.h>
#include <stdlib.h>
#include <string.h>

#include "../../lib/xalloc.h"
#include "../findings.h"

/* Adds a reason whose finding is at place; a list that is full drops it. */
static void cite(struct reason_list *reasons, enum reason reason, size_t place)
{
	if (reason_list_has(reasons, reason) || reasons->count == MAX_OBJECT_REASONS)
		return;
	reasons->place[reasons->count] = place;
	reasons->list[reasons->count++] = reason;
}

void reason_list_add(struct reason_list *reasons, enum reason reason)
{
	cite(reasons, reason, NO_INDEX);
}

/* A finding by what it is about; its place, since the list moves when it grows. */
struct told {
	enum reason reason;
	const char *subject; /* the finding's */
	size_t place;
};

static int by_reason_and_subject(const void *a, const void *b)
{
	const struct told *x = a, *y = b;

	if (x->reason != y->reason)
		return x->reason < y->reason ? -1 : 1;
	return strcmp(x->subject, y->subject);
}

/* There may be a hundred thousand objects, each with findings: they are not compared one by one. */
static struct finding *find_told(struct judge_ctx *ctx, enum reason reason, const char *subject)
{
	const struct told key = { .reason = reason, .subject = subject };
	struct told **found = tfind(&key, &ctx->told, by_reason_and_subject);

	return found ? &ctx->verdict->host.findings[(*found)->place] : NULL;
}

static void keep_told(struct judge_ctx *ctx, const struct finding *finding)
{
	size_t place = finding - ctx->verdict->host.findings;
	struct told *told = xcalloc(1, sizeof(*told)), **kept;

	*told = (struct told){ finding->reason, finding->subject, place };
	kept = xalloc_check(tsearch(told, &ctx->told, by_reason_and_subject));
	/* The host may have told the same of two modes: the first one counts. */
	if (*kept != told)
		free(told);
}

struct finding *object_reason(struct judge_ctx *ctx, struct reason_list *reasons,
			      enum reason reason, const char *subject, const char *about)
{
	struct host_verdict *host = &ctx->verdict->host;
	struct finding *finding;

	finding = find_told(ctx, reason, subject);
	if (finding) {
		finding->cited_only &= reasons != NULL;
		if (reasons)
			cite(reasons, reason, finding - host->findings);
		return finding;
	}
	finding = finding_add(host, reason, subject, about);
	finding->cited_only = reasons != NULL;
	keep_told(ctx, finding);
	if (reasons)
		cite(reasons, reason, finding - host->findings);
	/* A command runs on the kernel that runs, where the object may be as it should. */
	if (reason_words(reason)->remedy.text &&
	    (!ctx->facts->target_kernel || reason == REASON_KERNEL_NOT_BOOTED))
		finding_set_remedy(finding, &reason_words(reason)->remedy);
	return finding;
}

enum tri host_has(const struct judge_ctx *ctx, enum kernel_option option)
{
	return ctx->verdict->host.options[option].built;
}

enum tri host_says(const struct judge_ctx *ctx, enum mode mode)
{
	const struct mode_verdict *host = &ctx->verdict->host.modes[mode];
	enum tri says = TRI_YES;

	for (size_t i = 0; i < host->check_count; i++)
		if (host->checks[i].option)
			says = tri_and(says, host->checks[i].result);
	return says;
}

void host_reasons(const struct judge_ctx *ctx, struct reason_list *reasons, enum mode mode)
{
	const struct mode_verdict *verdict = &ctx->verdict->host.modes[mode];

	for (size_t i = 0; i < verdict->check_count; i++) {
		const struct check *check = &verdict->checks[i];

		/* Classes and modules are the host's affair: an object that is there has both. */
		if (check->result != TRI_YES && check->reason != REASON_NONE && check->option)
			reason_list_add(reasons, check->reason);
	}
}

static void mark_cited(bool *cited, const struct reason_list *reasons)
{
	for (size_t i = 0; i < reasons->count; i++)
		if (reasons->place[i] != NO_INDEX)
			cited[reasons->place[i]] = true;
}

/*
 * Findings follow from verdicts: a reason that was given up again, because a file
 * or the kernel itself said otherwise, takes its finding with it. Invalidates the
 * places in the lists.
 */
void drop_uncited(struct judge_ctx *ctx)
{
	struct inventory_verdict *v = ctx->verdict;
	bool *cited = xcalloc(v->host.finding_count, sizeof(*cited));
	size_t kept = 0;

	tdestroy(ctx->told, free);
	for (size_t i = 0; i < ctx->inventory->namespace_count; i++)
		mark_cited(cited, &v->namespaces[i].reasons);
	for (size_t i = 0; i < v->dax_count; i++)
		mark_cited(cited, &v->dax_devices[i].reasons);
	for (size_t i = 0; i < v->disk_count; i++) {
		mark_cited(cited, &v->disks[i].reasons);
		mark_cited(cited, &v->disks[i].fs_reasons);
	}
	for (size_t i = 0; i < v->mount_count; i++)
		mark_cited(cited, &v->mounts[i].reasons);
	for (size_t i = 0; i < v->host.finding_count; i++) {
		if (v->host.findings[i].cited_only && !cited[i])
			finding_release(&v->host.findings[i]);
		else
			v->host.findings[kept++] = v->host.findings[i];
	}
	v->host.finding_count = kept;
	free(cited);
}

void keep_host_findings(struct judge_ctx *ctx)
{
	for (size_t i = 0; i < ctx->verdict->host.finding_count; i++)
		keep_told(ctx, &ctx->verdict->host.findings[i]);
}

void choose_remedy(struct finding *finding, unsigned int possible, bool known)
{
	const struct reason_words *words = reason_words(finding->reason);
	const struct remedy *remedy = NULL;

	if (possible & NS_FSDAX)
		remedy = &words->remedy;
	else if (known && possible & NS_SECTOR && words->fallback.text)
		remedy = &words->fallback;
	finding_set_remedy(finding, remedy);
}
