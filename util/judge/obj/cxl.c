// SPDX-License-Identifier: GPL-2.0-only
/*
 * CXL memory without an nd region or dax device: which step from the PCI function to the
 * region is missing (drivers/cxl, 6.1 to 7.3).
 */
#include "cxl.h"

#include <string.h>

#include "../device-class.h"
#include "cxl-kernel.h"
#include "cxl-memdev.h"
#include "cxl-region.h"
#include "object-check.h"

/* An nd bus of CXL whose memory has no region, and no CXL device is visible. */
static void judge_blind_bus(struct judge_ctx *ctx)
{
	for (size_t i = 0; i < ctx->inventory->bus_count; i++) {
		const struct nd_bus *bus = &ctx->inventory->buses[i];

		if (!strcmp(bus_class_name(bus), "cxl") && bus->dimms && !bus->unread)
			add_object_check(ctx, NULL, REASON_CXL_NO_REGION, bus->dev, NULL);
	}
}

bool judge_cxl(struct judge_ctx *ctx)
{
	const struct cxl_facts *cxl = &ctx->inventory->cxl;
	size_t before = ctx->check_count;

	for (size_t i = 0; i < cxl->idle_count; i++)
		if (is_cxl_built(ctx, KOPT_CXL_PCI, cxl->idle_functions[i]))
			add_object_check(ctx, NULL, REASON_CXL_FUNCTION_NO_DRIVER,
					 cxl->idle_functions[i], NULL);
	for (size_t i = 0; i < cxl->memdev_count; i++)
		judge_cxl_memdev(ctx, &cxl->memdevs[i]);
	for (size_t i = 0; i < cxl->region_count; i++)
		judge_cxl_region(ctx, i);
	if (!cxl->memdev_count && !cxl->region_count && !ctx->inventory->unlisted &&
	    !has_nd_region_of_cxl(ctx->inventory))
		judge_blind_bus(ctx);
	return ctx->check_count > before;
}
