// SPDX-License-Identifier: GPL-2.0-only
#include "check.h"

#include <stdlib.h>

struct check *add_check(struct mode_ctx *ctx, enum gate gate, enum tri result, enum reason reason)
{
	struct check *check;

	if (ctx->mode->check_count == MAX_CHECKS)
		abort();
	check = &ctx->mode->checks[ctx->mode->check_count++];
	check->gate = gate;
	check->result = result;
	check->reason = result == TRI_YES ? REASON_NONE : reason;
	return check;
}

enum tri option_built(const struct mode_ctx *ctx, enum kernel_option option)
{
	return ctx->verdict->options[option].built;
}

enum tri module_usable(const struct mode_ctx *ctx, enum kernel_module which, enum reason *reason)
{
	switch (ctx->verdict->modules[which]) {
	case MODULE_STATE_BUILTIN:
	case MODULE_STATE_LOADED:
		return TRI_YES;
	case MODULE_STATE_AVAILABLE:
		*reason = REASON_MODULES_DISABLED;
		return ctx->facts->modules.disabled == TRI_YES ? TRI_NO : TRI_YES;
	case MODULE_STATE_BLACKLISTED:
		*reason = REASON_MODULE_BLACKLISTED;
		return TRI_NO;
	case MODULE_STATE_MISSING:
		/* The kernel gate reports that it is not built. */
		*reason = ctx->verdict->options[kernel_module_option(which)].built == TRI_NO
				  ? REASON_NONE
				  : REASON_MODULE_MISSING;
		return TRI_NO;
	case MODULE_STATE_UNKNOWN:
		break;
	}
	*reason = REASON_MODULE_UNKNOWN;
	return TRI_UNKNOWN;
}

const char *module_check_source(const struct mode_ctx *ctx, enum reason reason)
{
	if (reason != REASON_MODULES_DISABLED)
		return ctx->facts->modules.dir;
	return ctx->facts->modules.nomodule ? "/proc/cmdline" : "/proc/sys/kernel/modules_disabled";
}
