/* SPDX-License-Identifier: GPL-2.0-only */
/* Shared by all files here: the context, and what the host's verdict says about every object. */
#ifndef PMEMCAP_OBJ_OBJECT_H
#define PMEMCAP_OBJ_OBJECT_H

#include "../object-verdict.h"

struct object_check;

struct judge_ctx {
	const struct facts *facts;
	const struct inventory *inventory;
	struct inventory_verdict *verdict;
	/* object-check.c's own: the checks, and a tsearch(3) tree by reason and subject */
	struct object_check *checks;
	size_t check_count;
	void *check_index;
};

/* Add a reason, at most once, without a check: another object has the finding. */
void reason_list_add(struct reason_list *reasons, enum reason reason);

/* Add a reason, at most once. check is an index into ctx->checks. A full list drops the reason. */
void reason_list_add_check(struct reason_list *reasons, enum reason reason, size_t check);

/* Is an option on in the kernel to judge, built in or as a module? */
enum tri host_has(const struct judge_ctx *ctx, enum kernel_option option);

/* The result for a mode of the host's checks that apply to every object: options and the CPU. */
enum tri host_says(const struct judge_ctx *ctx, enum mode mode);

/* Add the host's own reasons against a mode (kernel and cpu gate) to an object's list. */
void host_reasons(const struct judge_ctx *ctx, struct reason_list *reasons, enum mode mode);

#endif
