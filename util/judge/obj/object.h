/* SPDX-License-Identifier: GPL-2.0-only */
/* What all files here share: the context, reasons with their findings, the host's word. */
#ifndef PMEMCAP_OBJ_OBJECT_H
#define PMEMCAP_OBJ_OBJECT_H

#include "../object-verdict.h"

struct judge_ctx {
	const struct facts *facts;
	const struct inventory *inventory;
	struct inventory_verdict *verdict;
	void *told; /* object_reason()'s own: what there is a finding about, as tsearch(3) keeps it */
};

/* Add a reason to a list, once, and a finding about subject, once for subject and reason. */
struct finding *object_reason(struct judge_ctx *ctx, struct reason_list *reasons,
			      enum reason reason, const char *subject, const char *about);

/* Add a reason, once, without a finding: another object's finding tells of it. */
void reason_list_add(struct reason_list *reasons, enum reason reason);

/* Drop the findings of reasons that no verdict gives any more. Invalidates the places in the lists. */
void drop_uncited(struct judge_ctx *ctx);

/* Note what the host has findings about. */
void keep_host_findings(struct judge_ctx *ctx);

/* The remedy if DAX could be had, the fallback if it is sure that it could not. */
void choose_remedy(struct finding *finding, unsigned int possible, bool known);

/* Is an option on in the kernel that is judged, built in or as a module? */
enum tri host_has(const struct judge_ctx *ctx, enum kernel_option option);

/* What the host's checks that hold for every object (options, the CPU) say of a mode. */
enum tri host_says(const struct judge_ctx *ctx, enum mode mode);

/* The host's own reasons against a mode (kernel and cpu gate) into an object's list. */
void host_reasons(const struct judge_ctx *ctx, struct reason_list *reasons, enum mode mode);

#endif
