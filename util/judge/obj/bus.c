// SPDX-License-Identifier: GPL-2.0-only
#include "bus.h"

#include <string.h>

#include "../../lib/array.h"
#include "../device-class.h"
#include "capacity.h"
#include "dimm.h"
#include "object-check.h"

/* What the memory of a class is that is volatile by itself; NULL: the class is not volatile. */
static const char *volatile_memory(const char *class)
{
	static const struct {
		const char *class, *memory;
	} list[] = {
		{ "e820", "a reserved range (memmap= or the firmware's legacy type), which is "
			  "usually plain RAM" },
		{ "virtio", "a file or memory of the hypervisor, which flushes it through a "
			    "virtio queue" },
		{ "ramdax", "plain RAM" },
	};

	for (size_t i = 0; i < ARRAY_SIZE(list); i++)
		if (!strcmp(class, list[i].class))
			return list[i].memory;
	return NULL;
}

/* Does the finding pmem-volatile say more about the region? */
static bool is_called_volatile(const struct inventory *inventory, const struct nd_region *region)
{
	return region->is_volatile ||
	       volatile_memory(bus_class_name(&inventory->buses[region->bus]));
}

/*
 * pmem_attach_disk() (drivers/nvdimm/pmem.c, 5.10 to 7.3) logs "unable to guarantee persistence of
 * writes" without ARCH_HAS_UACCESS_FLUSHCACHE, which only arm64, powerpc64 and x86-64 have, without
 * ARCH_HAS_PMEM_API, and for a region without mappings (nvdimm_has_flush(), region_devs.c).
 */
static void judge_flush(struct judge_ctx *ctx, const struct nd_region *region)
{
	bool leaves_caches = host_has(ctx, KOPT_ARCH_HAS_UACCESS_FLUSHCACHE) == TRI_NO ||
			     host_has(ctx, KOPT_ARCH_HAS_PMEM_API) == TRI_NO;
	struct object_check *check;

	if (is_called_volatile(ctx->inventory, region) ||
	    (!leaves_caches && (region->mappings || ctx->facts->target_kernel)))
		return;
	check = add_object_check(ctx, NULL, REASON_PMEM_NO_FLUSH, region->dev,
				 leaves_caches ? "this kernel leaves written data in "
						 "the CPU's caches"
					       : "the region names no NVDIMM, so it is not known "
						 "how writes reach the media");
	if (leaves_caches || !check->remedy)
		return;
	check->severity = other_severity(check->reason);
	check_set_remedy(check, &reason_words(check->reason)->fallback);
}

void judge_region(struct judge_ctx *ctx, const struct nd_region *region)
{
	bool enabled = region->enabled || ctx->facts->target_kernel;

	if (region->unread) {
		add_object_check(ctx, NULL, REASON_OBJECT_UNREAD, region->dev, NULL);
		return;
	}
	if (!enabled)
		judge_region_disabled(ctx, region);
	else
		judge_flush(ctx, region);
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
	if (volatile_memory(class))
		add_object_check(ctx, NULL, REASON_PMEM_VOLATILE, bus->dev, volatile_memory(class));
}
