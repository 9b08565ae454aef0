/* SPDX-License-Identifier: GPL-2.0-only */
/* Checks: each records one thing that a mode needs. Internal to this directory. */
#ifndef PMEMCAP_HOST_CHECK_H
#define PMEMCAP_HOST_CHECK_H

#include "../../facts/host.h"
#include "../verdict.h"

struct mode_ctx {
	const struct facts *facts;
	struct host_verdict *verdict;
	struct mode_verdict *mode; /* the one being judged */
};

/*
 * Add a check to the mode being judged. reason is used only if the result is not "yes". Never
 * NULL.
 */
struct check *add_check(struct mode_ctx *ctx, enum gate gate, enum tri result, enum reason reason);

/* Is the kernel built with an option? The answer comes from the verdict. */
enum tri option_built(const struct mode_ctx *ctx, enum kernel_option option);

/* Is a module in the kernel, or can it be loaded on demand? If not "yes", *reason says why. */
enum tri module_usable(const struct mode_ctx *ctx, enum kernel_module which, enum reason *reason);

/* The source of a check of a module: the module directory, or the file that forbids loading. */
const char *module_check_source(const struct mode_ctx *ctx, enum reason reason);

#endif
