// SPDX-License-Identifier: GPL-2.0-only
#include "object-check.h"

#include <search.h>
#include <stdlib.h>
#include <string.h>

#include "../../lib/array.h"
#include "../../lib/size.h"
#include "../../lib/xalloc.h"
#include "../findings.h"

bool has_object_check(const struct judge_ctx *ctx, enum reason reason)
{
	for (size_t i = 0; i < ctx->check_count; i++)
		if (ctx->checks[i].reason == reason)
			return true;
	return false;
}

/*
 * An entry of the tree, which finds a check by reason and subject. It stores an index, since
 * the array moves when it grows.
 */
struct check_index {
	enum reason reason;
	const char *subject; /* the check's */
	size_t index;
};

static int by_reason_and_subject(const void *a, const void *b)
{
	const struct check_index *x = a, *y = b;

	if (x->reason != y->reason)
		return x->reason < y->reason ? -1 : 1;
	return strcmp(x->subject, y->subject);
}

/* A tree, since there may be a hundred thousand objects with checks. */
static struct object_check *find_check(struct judge_ctx *ctx, enum reason reason,
				       const char *subject)
{
	const struct check_index key = { .reason = reason, .subject = subject };
	struct check_index **found = tfind(&key, &ctx->check_index, by_reason_and_subject);

	return found ? &ctx->checks[(*found)->index] : NULL;
}

static struct object_check *new_check(struct judge_ctx *ctx, enum reason reason,
				      const char *subject, const char *about)
{
	struct check_index *entry = xcalloc(1, sizeof(*entry));
	struct object_check *check;

	ctx->checks = array_make_room(ctx->checks, ctx->check_count, sizeof(*ctx->checks));
	check = &ctx->checks[ctx->check_count];
	*check = (struct object_check){ .reason = reason,
					.severity = reason_words(reason)->severity,
					.subject = xstrdup(subject),
					.about = about ? xstrdup(about) : NULL,
					.needs_verdict = true };
	*entry = (struct check_index){ reason, check->subject, ctx->check_count++ };
	xalloc_check(tsearch(entry, &ctx->check_index, by_reason_and_subject));
	/*
	 * On a target kernel there is no remedy: its command would run on the running kernel,
	 * where nothing may be wrong with the object.
	 */
	if (reason_words(reason)->remedy.text &&
	    (!ctx->facts->target_kernel || reason == REASON_KERNEL_NOT_BOOTED))
		check_set_remedy(check, &reason_words(reason)->remedy);
	return check;
}

struct object_check *add_object_check(struct judge_ctx *ctx, struct reason_list *reasons,
				      enum reason reason, const char *subject, const char *about)
{
	struct object_check *check = find_check(ctx, reason, subject);

	if (!check)
		check = new_check(ctx, reason, subject, about);
	if (reasons)
		reason_list_add_check(reasons, reason, check - ctx->checks);
	else
		check->needs_verdict = false;
	return check;
}

struct object_check *add_size_check(struct judge_ctx *ctx, struct reason_list *reasons,
				    enum reason reason, const char *subject,
				    unsigned long long bytes)
{
	char *size = size_words(bytes);
	struct object_check *check = add_object_check(ctx, reasons, reason, subject, size);

	free(size);
	return check;
}

void check_set_remedy(struct object_check *check, const struct remedy *remedy)
{
	check->remedy = remedy;
	free(check->command);
	check->command = remedy_command(remedy, check->subject);
}

void check_set_command(struct object_check *check, char *command)
{
	free(check->command);
	check->command = command;
}

void choose_remedy(struct object_check *check, unsigned int possible, bool known)
{
	const struct reason_words *words = reason_words(check->reason);
	const struct remedy *remedy = NULL;

	if (possible & NS_FSDAX)
		remedy = &words->remedy;
	else if (known && possible & NS_SECTOR && words->fallback.text)
		remedy = &words->fallback;
	check_set_remedy(check, remedy);
}

static void mark_given(bool *is_given, const struct reason_list *reasons)
{
	for (size_t i = 0; i < reasons->count; i++)
		if (reasons->check[i] != NO_INDEX)
			is_given[reasons->check[i]] = true;
}

/* Flags of the checks whose reasons a verdict gives. The caller frees them. */
static bool *find_given_checks(const struct judge_ctx *ctx)
{
	const struct inventory_verdict *v = ctx->verdict;
	bool *is_given = xcalloc(ctx->check_count, sizeof(*is_given));

	for (size_t i = 0; i < ctx->inventory->namespace_count; i++)
		mark_given(is_given, &v->namespaces[i].reasons);
	for (size_t i = 0; i < v->dax_count; i++)
		mark_given(is_given, &v->dax_devices[i].reasons);
	for (size_t i = 0; i < v->disk_count; i++) {
		mark_given(is_given, &v->disks[i].reasons);
		mark_given(is_given, &v->disks[i].fs_reasons);
	}
	for (size_t i = 0; i < v->mount_count; i++)
		mark_given(is_given, &v->mounts[i].reasons);
	return is_given;
}

/* The finding takes ownership of the check's evidence and command. */
static void make_finding(struct judge_ctx *ctx, struct object_check *check)
{
	struct finding *finding =
		finding_add(&ctx->verdict->host, check->reason, check->subject, check->about);

	finding->severity = check->severity;
	finding->evidence = check->evidence;
	finding->remedy = check->remedy;
	finding->command = check->command;
	check->evidence = (struct evidence_list){ 0 };
	check->command = NULL;
}

static void check_release(struct object_check *check)
{
	free(check->subject);
	free(check->about);
	free(check->command);
	evidence_release(&check->evidence);
}

void make_object_findings(struct judge_ctx *ctx)
{
	bool *is_given = find_given_checks(ctx);

	tdestroy(ctx->check_index, free);
	for (size_t i = 0; i < ctx->check_count; i++) {
		if (is_given[i] || !ctx->checks[i].needs_verdict)
			make_finding(ctx, &ctx->checks[i]);
		check_release(&ctx->checks[i]);
	}
	free(ctx->checks);
	free(is_given);
}
