// SPDX-License-Identifier: GPL-2.0-only
#include "bus.h"

#include <string.h>

#include "../device-class.h"
#include "capacity.h"
#include "dimm.h"
#include "object-check.h"

void judge_region(struct judge_ctx *ctx, const struct nd_region *region)
{
	bool enabled = region->enabled || ctx->facts->target_kernel;

	if (region->unread) {
		add_object_check(ctx, NULL, REASON_OBJECT_UNREAD, region->dev, NULL);
		return;
	}
	if (!enabled)
		judge_region_disabled(ctx, region);
	if (region->read_only)
		judge_read_only(ctx, region);
	if (region->nstype == 4)
		judge_label_less(ctx, region);
	judge_capacity(ctx, region);
}

/* On a CXL machine, cxl-cli may still have to configure the memory, whatever the NFIT says. */
static bool has_cxl(const struct inventory *inventory)
{
	for (size_t i = 0; i < inventory->bus_count; i++)
		if (!strcmp(bus_class_name(&inventory->buses[i]), "cxl"))
			return true;
	return inventory->cxl.memdev_count || inventory->cxl.region_count ||
	       inventory->cxl.idle_count;
}

void judge_bus(struct judge_ctx *ctx, size_t index)
{
	const struct nd_bus *bus = &ctx->inventory->buses[index];
	const char *class = bus_class_name(bus);
	bool any = false;

	if (bus->unread)
		add_object_check(ctx, NULL, REASON_OBJECT_UNREAD, bus->dev, NULL);
	for (size_t i = 0; i < ctx->inventory->region_count; i++) {
		const struct nd_region *region = &ctx->inventory->regions[i];

		any |= region->bus == index;
		if (region->bus == index && region->is_volatile)
			add_object_check(ctx, NULL, REASON_PMEM_VOLATILE, region->dev,
					 "volatile according to the device tree or the firmware");
	}
	/* cxl.c explains a CXL bus. */
	if (!any && bus->dimms && !strcmp(class, "nfit") && !bus->unread &&
	    !ctx->inventory->unlisted && !ctx->facts->target_kernel && !has_cxl(ctx->inventory))
		add_object_check(ctx, NULL, REASON_PLATFORM_NO_REGION, bus->dev, NULL);
	if (!strcmp(class, "e820"))
		add_object_check(ctx, NULL, REASON_PMEM_VOLATILE, bus->dev,
				 "a reserved range (memmap= or the firmware's legacy type), which "
				 "is usually plain RAM");
	else if (!strcmp(class, "virtio"))
		add_object_check(
			ctx, NULL, REASON_PMEM_VOLATILE, bus->dev,
			"a file or memory of the hypervisor, which flushes it through a virtio queue");
	else if (!strcmp(class, "ramdax"))
		add_object_check(ctx, NULL, REASON_PMEM_VOLATILE, bus->dev, "plain RAM");
}
