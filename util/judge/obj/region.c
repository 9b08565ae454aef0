// SPDX-License-Identifier: GPL-2.0-only
#include "region.h"

#include <string.h>

#include "object-check.h"

enum tri region_is_synchronous(const struct inventory *inventory, const struct nd_region *region)
{
	const char *class = bus_class_name(&inventory->buses[region->bus]);

	if (inventory->buses[region->bus].unread)
		return TRI_UNKNOWN;
	if (!strcmp(class, "virtio"))
		return TRI_NO;
	/* papr_scm.c sets ND_REGION_ASYNC if the hypervisor requires its flush call. */
	return !strcmp(class, "papr") ? tri_not(inventory->buses[region->bus].flush_call) : TRI_YES;
}

unsigned int modes_possible_on(const struct judge_ctx *ctx, const struct nd_region *region,
			       bool *known)
{
	/* A seed of an enabled region proves that the option is on. */
	bool seeds = !ctx->facts->target_kernel;
	enum tri pfn = seeds && region->pfn_seed ? TRI_YES : host_has(ctx, KOPT_NVDIMM_PFN);
	enum tri dax = seeds && region->dax_seed ? TRI_YES : host_has(ctx, KOPT_NVDIMM_DAX);
	enum tri btt = seeds && region->btt_seed ? TRI_YES : host_has(ctx, KOPT_BTT);
	enum tri claim = host_has(ctx, KOPT_ND_CLAIM);
	unsigned int possible;

	pfn = tri_and(pfn, host_says(ctx, MODE_FSDAX));
	dax = tri_and(tri_and(dax, host_has(ctx, KOPT_DEV_DAX_PMEM)), host_says(ctx, MODE_DEVDAX));
	possible = claim == TRI_NO ? 0 : NS_RAW;
	possible |= pfn == TRI_YES ? NS_FSDAX : 0;
	possible |= dax == TRI_YES ? NS_DEVDAX : 0;
	possible |= btt == TRI_YES ? NS_SECTOR : 0;
	*known = pfn != TRI_UNKNOWN && dax != TRI_UNKNOWN && btt != TRI_UNKNOWN;
	return possible;
}

const struct class_words *region_class(const struct judge_ctx *ctx, const struct nd_region *region)
{
	const char *name = bus_class_name(&ctx->inventory->buses[region->bus]);

	for (unsigned int i = 0; i < CLASS_COUNT; i++)
		if (!strcmp(class_words(i)->name, name))
			return class_words(i);
	return NULL;
}

enum tri region_reaches(const struct judge_ctx *ctx, enum mode which,
			const struct nd_region *region)
{
	const struct host_verdict *host = &ctx->verdict->host;
	const struct mode_verdict *mode = &host->modes[which];
	const struct class_words *class = region_class(ctx, region);

	if (mode->supported == TRI_NO)
		return TRI_NO;
	if (!class)
		return TRI_UNKNOWN;
	if (mode->classes & class->bit)
		return mode->supported;
	for (size_t i = 0; i < mode->limit_count; i++)
		if (mode->limits[i].classes & class->bit)
			return mode->limits[i].supported;
	return host->undriven & class->bit ? TRI_NO : TRI_UNKNOWN;
}

/* If the bus could not be read, it may not be nd_e820's, so do not blame memmap=. */
static enum reason why_unproven(const struct judge_ctx *ctx, const struct nd_region *region)
{
	const char *provider = ctx->inventory->buses[region->bus].provider;
	bool made = provider && (!strcmp(provider, "e820") || !strcmp(provider, "ramdax"));

	return made ? REASON_MEMMAP_UNPROVEN : REASON_OBJECT_UNREAD;
}

enum tri region_keeps_data(struct judge_ctx *ctx, const struct nd_region *region,
			   struct reason_list *reasons)
{
	switch (region->memory) {
	case MEMORY_MISSING:
		add_object_check(ctx, reasons, REASON_MEMMAP_NO_MEMORY, region->dev, NULL);
		return TRI_NO;
	case MEMORY_UNPROVEN:
		add_object_check(ctx, reasons, why_unproven(ctx, region), region->dev, NULL);
		return TRI_UNKNOWN;
	case MEMORY_OF_PLATFORM:
	case MEMORY_FOUND:
	/* The namespace has the reason, but only if it is not enabled: judge_disabled(). */
	case MEMORY_TAKEN:
		break;
	}
	return TRI_YES;
}

void region_reasons(const struct judge_ctx *ctx, struct reason_list *reasons, enum mode which,
		    const struct nd_region *region)
{
	const struct mode_verdict *mode = &ctx->verdict->host.modes[which];
	const struct class_words *class = region_class(ctx, region);
	enum reason all[MAX_CHECKS];
	size_t before = reasons->count, count;

	host_reasons(ctx, reasons, which);
	for (size_t i = 0; i < mode->limit_count && class; i++)
		if (mode->limits[i].classes & class->bit)
			reason_list_add(reasons, mode->limits[i].reason);
	if (reasons->count > before || region_reaches(ctx, which, region) != TRI_NO)
		return;
	count = mode_reasons(mode, all);
	for (size_t i = 0; i < count; i++)
		reason_list_add(reasons, all[i]);
	if (!count)
		reason_list_add(reasons, REASON_CONFIG_PMEM_DRIVER);
}

bool is_raw_because_of_host(const struct judge_ctx *ctx, const struct nd_namespace *ns)
{
	const struct nd_region *region = &ctx->inventory->regions[ns->region];
	const struct class_words *class = region_class(ctx, region);

	return (!class || class->pagemap) && !ns->force_raw && ns->mode == ND_MODE_RAW &&
	       region_reaches(ctx, MODE_FSDAX, region) == TRI_NO;
}
