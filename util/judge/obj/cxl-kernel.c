// SPDX-License-Identifier: GPL-2.0-only
#include "cxl-kernel.h"

#include <stdlib.h>
#include <string.h>

#include "../../lib/xalloc.h"
#include "object-check.h"

bool is_cxl_built(struct judge_ctx *ctx, enum kernel_option option, const char *subject)
{
	char *name;

	if (host_has(ctx, option) != TRI_NO)
		return true;
	name = xasprintf("CONFIG_%s", kernel_option_name(option));
	add_object_check(ctx, NULL, REASON_CONFIG_CXL, subject, name);
	free(name);
	return false;
}

bool can_commit_cxl(struct judge_ctx *ctx, const char *subject)
{
	const struct arch *arch = ctx->verdict->host.arch;

	if (host_has(ctx, KOPT_CXL_REGION_INVALIDATION_TEST) == TRI_YES)
		return true;
	if (!arch || strcmp(arch->name, "x86") != 0)
		return false;
	if (!ctx->inventory->environment.hypervisor_flag)
		return true;
	add_object_check(ctx, NULL, REASON_CXL_NO_CACHE_FLUSH, subject, NULL);
	return false;
}
