// SPDX-License-Identifier: GPL-2.0-only
#include "cxl-region.h"

#include <stdlib.h>
#include <string.h>

#include "../../lib/xalloc.h"
#include "../device-class.h"
#include "cxl-kernel.h"
#include "object-check.h"

static bool is_ram(const struct cxl_region *region)
{
	return region->mode && !strcmp(region->mode, "ram");
}

static bool is_of_cxl(const struct inventory *inventory, const struct nd_region *region)
{
	return !strcmp(bus_class_name(&inventory->buses[region->bus]), "cxl");
}

bool has_nd_region_of_cxl(const struct inventory *inventory)
{
	for (size_t i = 0; i < inventory->region_count; i++)
		if (is_of_cxl(inventory, &inventory->regions[i]))
			return true;
	return false;
}

/* cxl_pmem_region_probe() gives the nd region the number of the CXL region (6.0 to 7.3). */
static size_t find_nd_region(const struct inventory *inventory, const char *dev)
{
	for (size_t i = 0; i < inventory->region_count; i++)
		if (!strcmp(inventory->regions[i].dev, dev) &&
		    is_of_cxl(inventory, &inventory->regions[i]))
			return i;
	return NO_INDEX;
}

/* The dax devices of region0 are in the directory ".../region0/dax_region0". */
static size_t find_dax_region(const struct inventory *inventory, const char *dev)
{
	char *end = xasprintf("/%s/dax_%s", dev, dev);
	size_t found = NO_INDEX;

	for (size_t i = 0; i < inventory->dax_region_count && found == NO_INDEX; i++) {
		const char *parent = inventory->dax_regions[i].parent;
		size_t length = parent ? strlen(parent) : 0;

		if (parent && length >= strlen(end) && !strcmp(parent + length - strlen(end), end))
			found = i;
	}
	free(end);
	return found;
}

/*
 * An enabled region without an nd or dax region. cxl_region_probe() makes no device for the next
 * driver only if the memory of a volatile region is system memory already (6.3 to 7.3).
 */
static enum cxl_outcome outcome_without_device(const struct inventory *inventory,
					       const struct cxl_region *region)
{
	bool ram = is_ram(region);

	if (ram && region->child_enabled)
		return CXL_DAX_REGION;
	if (inventory->cxl.unread || (ram ? inventory->dax_unread : inventory->unlisted))
		return CXL_UNCLEAR;
	return ram && !region->has_child ? CXL_SYSTEM_RAM : CXL_NOTHING;
}

void judge_cxl_outcomes(struct judge_ctx *ctx)
{
	const struct inventory *inventory = ctx->inventory;

	for (size_t i = 0; i < inventory->cxl.region_count; i++) {
		const struct cxl_region *region = &inventory->cxl.regions[i];
		struct cxl_region_verdict *v = &ctx->verdict->cxl_regions[i];

		v->enabled = region->enabled ? TRI_YES : region->unread ? TRI_UNKNOWN : TRI_NO;
		v->region = find_nd_region(inventory, region->dev);
		v->dax_region = find_dax_region(inventory, region->dev);
		if (v->region != NO_INDEX)
			v->outcome = CXL_ND_REGION;
		else if (v->dax_region != NO_INDEX)
			v->outcome = CXL_DAX_REGION;
		else if (v->enabled == TRI_YES && !region->unread)
			v->outcome = outcome_without_device(inventory, region);
		else
			v->outcome = v->enabled == TRI_NO ? CXL_NOTHING : CXL_UNCLEAR;
	}
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
static void judge_unclaimed(struct judge_ctx *ctx, const struct cxl_region *region)
{
	enum kernel_module module = is_ram(region) ? KMOD_dax_cxl : KMOD_cxl_pmem;
	enum module_state state = ctx->verdict->host.modules[module];
	struct object_check *check;
	char *about;

	if (!is_cxl_built(ctx, kernel_module_option(module), region->dev))
		return;
	about = xasprintf("%s %s", kernel_module_name(module), module_trouble(state));
	check = add_object_check(ctx, NULL, REASON_CXL_REGION_UNCLAIMED, region->dev, about);
	if (state == MODULE_STATE_AVAILABLE && ctx->facts->modules.disabled != TRI_YES)
		check_set_command(check, xasprintf("modprobe %s", kernel_module_name(module)));
	free(about);
}

void judge_cxl_region(struct judge_ctx *ctx, size_t index)
{
	const struct cxl_region *region = &ctx->inventory->cxl.regions[index];

	if (region->unread) {
		add_object_check(ctx, NULL, REASON_OBJECT_UNREAD, region->dev, NULL);
	} else if (!region->enabled && region->committed == TRI_YES) {
		add_object_check(ctx, NULL, REASON_CXL_REGION_DISABLED, region->dev, NULL);
	} else if (!region->enabled) {
		add_object_check(ctx, NULL, REASON_CXL_DECODER_NOT_COMMITTED, region->dev, NULL);
		can_commit_cxl(ctx, region->dev);
	} else if (ctx->verdict->cxl_regions[index].outcome == CXL_NOTHING) {
		judge_unclaimed(ctx, region);
	}
}
