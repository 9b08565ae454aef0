/* SPDX-License-Identifier: GPL-2.0-only */
/* Objects on a target kernel, which does not run. */
#ifndef PMEMCAP_OBJ_TARGET_KERNEL_H
#define PMEMCAP_OBJ_TARGET_KERNEL_H

#include "object.h"

/*
 * The verdict on an object on the target kernel. It is "no" or "block" if the object's mode or
 * that kernel certainly excludes DAX. Otherwise it is unknown.
 */
void judge_namespace_on_target(struct judge_ctx *ctx, size_t index);
void judge_dax_on_target(struct judge_ctx *ctx, size_t index);
void judge_disk_on_target(struct judge_ctx *ctx, size_t index, const struct nd_namespace *ns);

#endif
