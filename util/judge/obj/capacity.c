// SPDX-License-Identifier: GPL-2.0-only
/* Capacity of a region that belongs to no namespace: free, in pieces, or taken by labels. */
#include "capacity.h"

#include <limits.h>

#include "object-check.h"
#include "region.h"

static bool is_capacity_known(const struct nd_region *region)
{
	return region->nstype == 5 && region->available_size != ULLONG_MAX;
}

/*
 * nd_pmem_available_dpa() rounds both ends of each dimm's part inwards to the region's align. A
 * misaligned start and end together cost less than two aligns for each dimm.
 */
static unsigned long long lost_to_alignment(const struct nd_region *region)
{
	return 2ULL * region->align * (region->mappings ? region->mappings : 1);
}

static bool is_aligned(const struct nd_region *region, unsigned long long bytes)
{
	return !region->align || bytes % region->align == 0;
}

/* The size that `ndctl create-namespace` uses by default: the largest extent. */
static unsigned long long default_size(const struct nd_region *region)
{
	return region->max_available_extent != ULLONG_MAX && region->max_available_extent
		       ? region->max_available_extent
		       : region->available_size;
}

/* The region has no namespace: all of it is free, or alignment or labels take a part. */
static void judge_empty(struct judge_ctx *ctx, const struct nd_region *region)
{
	unsigned long long lost = region->size - region->available_size;
	struct object_check *check;
	unsigned int possible;
	bool known;

	if (region->available_size < region->size && lost >= lost_to_alignment(region)) {
		add_size_check(ctx, NULL, REASON_REGION_FOREIGN_LABELS, region->dev, lost);
		return;
	}
	if (!region->available_size)
		return;
	check = add_size_check(ctx, NULL, REASON_NS_SEED_ONLY, region->dev, region->available_size);
	if (ctx->facts->target_kernel)
		return;
	if (lost || !is_aligned(region, region->size) ||
	    !is_aligned(region, default_size(region))) {
		check_set_remedy(check, NULL);
		add_object_check(ctx, NULL, REASON_REGION_OFF_GRID, region->dev, NULL);
		return;
	}
	possible = modes_possible_on(ctx, region, &known);
	choose_remedy(check, possible, known);
}

static void judge_rest(struct judge_ctx *ctx, const struct nd_region *region)
{
	struct object_check *check;

	if (!region->available_size)
		return;
	check = add_size_check(ctx, NULL, REASON_REGION_FREE_CAPACITY, region->dev,
			       region->available_size);
	if (!is_aligned(region, default_size(region)) || region->badblock_count > 0)
		check_set_remedy(check, NULL);
}

void judge_capacity(struct judge_ctx *ctx, const struct nd_region *region)
{
	if (!is_capacity_known(region) || region->read_only ||
	    (!region->enabled && !ctx->facts->target_kernel))
		return;
	if (region->namespaces)
		judge_rest(ctx, region);
	else if (region->available_size <= region->size)
		judge_empty(ctx, region);
	if (region->max_available_extent == ULLONG_MAX || !region->max_available_extent ||
	    region->max_available_extent >= region->available_size)
		return;
	add_size_check(ctx, NULL, REASON_REGION_FRAGMENTED, region->dev,
		       region->max_available_extent);
}
