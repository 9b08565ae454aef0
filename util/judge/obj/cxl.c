// SPDX-License-Identifier: GPL-2.0-only
/*
 * CXL memory without an nd region or dax device: which step from the PCI function to the
 * region is missing (drivers/cxl, 6.1 to 7.3).
 */
#include "cxl.h"

#include <stdlib.h>
#include <string.h>

#include "../../lib/xalloc.h"
#include "../device-class.h"
#include "object-check.h"

static void give_command(struct object_check *check, const struct remedy *remedy, char *command)
{
	check_set_remedy(check, remedy);
	check_set_command(check, command);
}

static bool is_ram(const struct cxl_region *region)
{
	return region->mode && !strcmp(region->mode, "ram");
}

static unsigned long long used_of(const struct cxl_facts *cxl)
{
	unsigned long long used = 0;

	for (size_t i = 0; i < cxl->region_count; i++)
		used += cxl->regions[i].size;
	return used;
}

/* The only window for this kind of memory, if it has room; NULL: none, or several. */
static const struct cxl_root_decoder *window_for(const struct cxl_facts *cxl, bool pmem,
						 unsigned long long size)
{
	const struct cxl_root_decoder *found = NULL;

	/*
	 * Decoders are committed in the order of their addresses: an uncommitted one blocks
	 * the next.
	 */
	for (size_t i = 0; i < cxl->region_count; i++)
		if (cxl->regions[i].committed != TRI_YES)
			return NULL;
	for (size_t i = 0; i < cxl->root_decoder_count; i++) {
		const struct cxl_root_decoder *decoder = &cxl->root_decoders[i];

		if (pmem ? !decoder->pmem : !decoder->ram)
			continue;
		if (found)
			return NULL;
		found = decoder;
	}
	/* The window of a region is not read: assume that all regions are in this one. */
	return found && used_of(cxl) + size <= found->size ? found : NULL;
}

/*
 * cxl_region_invalidate_memregion() refuses in a virtual machine: its
 * cpu_cache_has_invalidate_memregion() looks at the CPU's hypervisor flag.
 */
static bool is_cache_flush_refused(const struct judge_ctx *ctx)
{
	return ctx->inventory->environment.hypervisor_flag;
}

static void judge_memdev(struct judge_ctx *ctx, const struct cxl_memdev *memdev)
{
	const struct cxl_facts *cxl = &ctx->inventory->cxl;
	const struct cxl_root_decoder *window;
	const struct reason_words *words = reason_words(REASON_CXL_MEMDEV_NO_REGION);
	bool pmem = memdev->pmem_size;
	struct object_check *check;

	if (memdev->unread) {
		add_object_check(ctx, NULL, REASON_OBJECT_UNREAD, memdev->dev, NULL);
		return;
	}
	if (!memdev->enabled) {
		check = add_object_check(ctx, NULL, REASON_CXL_MEMDEV_DISABLED, memdev->dev,
					 !cxl->root ? "cxl_acpi has found no CXL root"
					 : !cxl->mem_driver
						 ? "the driver cxl_mem is not loaded"
						 : "it was disabled, or its probe failed");
		if (!cxl->root || !cxl->mem_driver)
			check_set_remedy(check, &reason_words(check->reason)->fallback);
		return;
	}
	if (memdev->in_region || cxl->unread || (!pmem && !memdev->ram_size))
		return;
	check = add_object_check(ctx, NULL, REASON_CXL_MEMDEV_NO_REGION, memdev->dev,
				 !pmem              ? "volatile"
				 : memdev->ram_size ? "persistent and volatile"
						    : "persistent");
	if (!pmem)
		check->severity = other_severity(check->reason);
	if (is_cache_flush_refused(ctx)) {
		check_set_remedy(check, &words->fallback);
		return;
	}
	window = window_for(cxl, pmem, pmem ? memdev->pmem_size : memdev->ram_size);
	if (memdev->has_endpoint && window)
		give_command(check, &words->remedy,
			     xasprintf("cxl create-region -t %s -d %s -w 1 -m %s",
				       pmem ? "pmem" : "ram", window->dev, memdev->dev));
}

static bool has_nd_region(const struct inventory *inventory)
{
	for (size_t i = 0; i < inventory->region_count; i++)
		if (!strcmp(bus_class_name(&inventory->buses[inventory->regions[i].bus]), "cxl"))
			return true;
	return false;
}

static bool has_dax_device(const struct inventory *inventory)
{
	for (size_t i = 0; i < inventory->dax_count; i++)
		if (inventory->dax_devices[i].ndns == NO_INDEX)
			return true;
	return false;
}

static const char *module_trouble(enum module_state state)
{
	return state == MODULE_STATE_BLACKLISTED ? "is blacklisted"
	       : state == MODULE_STATE_MISSING   ? "is not installed"
	       : state == MODULE_STATE_AVAILABLE ? "is not loaded"
	       : state == MODULE_STATE_UNKNOWN   ? "may be missing"
						 : "is loaded, and its probe may have failed";
}

/* An enabled region for which the next driver made no device. */
static void judge_unclaimed_region(struct judge_ctx *ctx, const struct cxl_region *region)
{
	bool ram = is_ram(region);
	enum kernel_module module = ram ? KMOD_dax_cxl : KMOD_cxl_pmem;
	enum module_state state = ctx->verdict->host.modules[module];
	struct object_check *check;
	char *about;

	if (ram ? has_dax_device(ctx->inventory) : has_nd_region(ctx->inventory))
		return;
	about = xasprintf("%s %s", kernel_module_name(module), module_trouble(state));
	check = add_object_check(ctx, NULL, REASON_CXL_REGION_UNCLAIMED, region->dev, about);
	if (state == MODULE_STATE_AVAILABLE && ctx->facts->modules.disabled != TRI_YES)
		give_command(check, check->remedy,
			     xasprintf("modprobe %s", kernel_module_name(module)));
	free(about);
}

static void judge_cxl_region(struct judge_ctx *ctx, const struct cxl_region *region)
{
	if (region->unread)
		add_object_check(ctx, NULL, REASON_OBJECT_UNREAD, region->dev, NULL);
	else if (!region->enabled && region->committed == TRI_YES)
		add_object_check(ctx, NULL, REASON_CXL_REGION_DISABLED, region->dev, NULL);
	else if (!region->enabled)
		add_object_check(ctx, NULL, REASON_CXL_DECODER_NOT_COMMITTED, region->dev, NULL);
	else
		judge_unclaimed_region(ctx, region);
}

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
		add_object_check(ctx, NULL, REASON_CXL_FUNCTION_NO_DRIVER, cxl->idle_functions[i],
				 NULL);
	for (size_t i = 0; i < cxl->memdev_count; i++)
		judge_memdev(ctx, &cxl->memdevs[i]);
	for (size_t i = 0; i < cxl->region_count; i++)
		judge_cxl_region(ctx, &cxl->regions[i]);
	if (!cxl->memdev_count && !cxl->region_count && !ctx->inventory->unlisted &&
	    !has_nd_region(ctx->inventory))
		judge_blind_bus(ctx);
	return ctx->check_count > before;
}
