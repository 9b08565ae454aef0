// SPDX-License-Identifier: GPL-2.0-only
#include "object.h"

void reason_list_add_check(struct reason_list *reasons, enum reason reason, size_t check)
{
	if (reason_list_has(reasons, reason) || reasons->count == MAX_OBJECT_REASONS)
		return;
	reasons->check[reasons->count] = check;
	reasons->list[reasons->count++] = reason;
}

void reason_list_add(struct reason_list *reasons, enum reason reason)
{
	reason_list_add_check(reasons, reason, NO_INDEX);
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

		/* An object that exists has its class and its modules: skip those checks. */
		if (check->result != TRI_YES && check->reason != REASON_NONE && check->option)
			reason_list_add(reasons, check->reason);
	}
}
