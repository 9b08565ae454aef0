/* SPDX-License-Identifier: GPL-2.0-only */
/* One thing that a mode needs: the check that records it. Internal to this directory. */
#ifndef PMEMCAP_HOST_CHECK_H
#define PMEMCAP_HOST_CHECK_H

#include "../../facts/host.h"
#include "../verdict.h"

struct mode_ctx {
	const struct facts *facts;
	struct host_verdict *verdict;
	struct mode_verdict *mode; /* the one being judged */
};

/* A check of the mode being judged; reason counts only if the result is not "yes". Never NULL. */
struct check *add_check(struct mode_ctx *ctx, enum gate gate, enum tri result, enum reason reason);

/* Is an option in? From the verdict. */
enum tri option_built(const struct mode_ctx *ctx, enum kernel_option option);

/* Is a module's code there, or would it come when asked for? If not "yes", *reason says why. */
enum tri module_usable(const struct mode_ctx *ctx, enum kernel_module which, enum reason *reason);

/*
 * The file that says what a check of a module found: the module directory, or what forbids
 * loading.
 */
const char *module_check_source(const struct mode_ctx *ctx, enum reason reason);

#endif
