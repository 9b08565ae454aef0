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
 * A namespace that nothing holds may be an fsdax or devdax one that this kernel
 * did not recognise. Returns true if it is one, or if that cannot be ruled out,
 * with the reason in the namespace's list.
 */
bool judge_unclaimed(struct judge_ctx *ctx, size_t index);

/* Has no btt, pfn or dax device taken the namespace? */
bool has_no_holder(const struct nd_namespace *ns);

/* The mode that a label's holder_class belongs to (nd_namespace_set_holder_class()); NULL: none. */
const char *class_mode(const char *holder_class);

/* Does the label name a mode, although the namespace has no info block of that mode? */
bool is_of_lost_block(const struct nd_namespace *ns);

#endif
