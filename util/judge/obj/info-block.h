/* SPDX-License-Identifier: GPL-2.0-only */
/* Info blocks that this kernel did not recognise, or that are lost. */
#ifndef PMEMCAP_OBJ_INFO_BLOCK_H
#define PMEMCAP_OBJ_INFO_BLOCK_H

#include "object.h"

/*
 * Note that a namespace with an info block attaches raw, because this kernel lacks the option
 * for it. Returns the check, so that the caller can add evidence.
 */
struct object_check *note_unclaimed(struct judge_ctx *ctx, size_t index);

/*
 * Judge a namespace that nothing holds: it may be an fsdax or devdax namespace that this kernel
 * did not recognise. If it is, or if that cannot be excluded, add the reason to the namespace's
 * list and return true.
 */
bool judge_unclaimed(struct judge_ctx *ctx, size_t index);

/* Has no btt, pfn or dax device taken the namespace? */
bool has_no_holder(const struct nd_namespace *ns);

/* The mode that a label's holder_class belongs to (nd_namespace_set_holder_class()); NULL: none. */
const char *class_mode(const char *holder_class);

/* Does the label name a mode, although the namespace has no info block of that mode? */
bool is_of_lost_block(const struct nd_namespace *ns);

#endif
