// SPDX-License-Identifier: GPL-2.0-only
/*
 * Objects on a target kernel, which does not run. Queue flags, bound drivers, seeds and
 * active mounts belong to the running kernel and are no evidence. What is on the media
 * counts: a namespace's mode, sizes and starts, a file system. If mode and host certainly
 * exclude DAX, the answer is "no" or "block". Otherwise it is unknown, never "yes".
 */
#include "target-kernel.h"

#include <string.h>

#include "info-block.h"
#include "object-check.h"
#include "region.h"

/* What is on the media, as far as it is known. */
enum content {
	CONTENT_UNKNOWN = 0,
	CONTENT_SECTOR,  /* a BTT */
	CONTENT_FSDAX,   /* an NVDIMM_PFN_INFO block */
	CONTENT_DEVDAX,  /* an NVDIMM_DAX_INFO block */
	CONTENT_RAW,     /* no info block, class without struct pages of its own: no DAX */
	CONTENT_PAGEMAP, /* no info block, class e820, virtio or of: DAX without one */
};

static const struct nd_region *region_of_namespace(const struct judge_ctx *ctx,
						   const struct nd_namespace *ns)
{
	return &ctx->inventory->regions[ns->region];
}

/*
 * If the running kernel knows info blocks, as its seeds show, and attaches the namespace raw,
 * there is no info block. A kernel that does not know info blocks did not look for one.
 */
static bool is_surely_raw(const struct judge_ctx *ctx, const struct nd_namespace *ns)
{
	const struct nd_region *region = region_of_namespace(ctx, ns);

	return ns->info_block == INFO_BLOCK_NONE || ns->info_block == INFO_BLOCK_BTT ||
	       (ns->enabled && !ns->force_raw && region->enabled && region->pfn_seed &&
		region->dax_seed);
}

static enum content content_of(const struct judge_ctx *ctx, const struct nd_namespace *ns)
{
	const struct class_words *class = region_class(ctx, region_of_namespace(ctx, ns));
	bool held = ns->holder && *ns->holder;

	/*
	 * If a kernel knows BTT, as its seed shows, and attaches the namespace raw, the BTT
	 * is not in use.
	 */
	if (ns->mode == ND_MODE_SECTOR ||
	    (ns->info_block == INFO_BLOCK_BTT && !region_of_namespace(ctx, ns)->btt_seed))
		return CONTENT_SECTOR;
	if (ns->mode == ND_MODE_DEVDAX || ns->info_block == INFO_BLOCK_DAX)
		return CONTENT_DEVDAX;
	if ((ns->mode == ND_MODE_FSDAX && held) || ns->info_block == INFO_BLOCK_PFN)
		return CONTENT_FSDAX;
	if (ns->mode != ND_MODE_RAW && ns->mode != ND_MODE_FSDAX)
		return CONTENT_UNKNOWN;
	if (!class || !is_surely_raw(ctx, ns))
		return CONTENT_UNKNOWN;
	return class->pagemap ? CONTENT_PAGEMAP : CONTENT_RAW;
}

/* DAX is excluded: the namespace is a block device, if the host has a driver for it. */
static void settle_for_block(struct judge_ctx *ctx, size_t index)
{
	const struct nd_region *region =
		region_of_namespace(ctx, &ctx->inventory->namespaces[index]);
	struct namespace_verdict *v = &ctx->verdict->namespaces[index];
	enum tri block = region_reaches(ctx, MODE_BLOCK, region);

	v->effective = block == TRI_YES  ? ACCESS_BLOCK
		       : block == TRI_NO ? ACCESS_NONE
					 : ACCESS_UNKNOWN;
	if (block != TRI_YES)
		region_reasons(ctx, &v->reasons, MODE_BLOCK, region);
	if (block == TRI_UNKNOWN)
		reason_list_add(&v->reasons, REASON_KERNEL_NOT_BOOTED);
}

/*
 * Is the probe function for the info block, nd_pfn_probe() or nd_dax_probe(), a stub? See
 * note_unclaimed().
 */
static bool has_unclaimed_info_block(const struct judge_ctx *ctx, enum content content)
{
	if (content == CONTENT_FSDAX)
		return host_has(ctx, KOPT_NVDIMM_PFN) == TRI_NO;
	return content == CONTENT_DEVDAX && (host_has(ctx, KOPT_NVDIMM_PFN) == TRI_NO ||
					     host_has(ctx, KOPT_NVDIMM_DAX) == TRI_NO);
}

/* Judge content that could give DAX: either the host excludes DAX, or the answer is unknown. */
static void judge_hopeful(struct judge_ctx *ctx, size_t index, enum mode mode)
{
	const struct nd_region *region =
		region_of_namespace(ctx, &ctx->inventory->namespaces[index]);
	struct namespace_verdict *v = &ctx->verdict->namespaces[index];
	size_t disk = ctx->inventory->namespaces[index].disk;
	enum tri reached = region_reaches(ctx, mode, region);

	/* The disk's size may not be a multiple of the target kernel's page size. */
	if (mode == MODE_FSDAX && disk != NO_INDEX && ctx->verdict->disks[disk].dax == TRI_NO) {
		v->reasons = ctx->verdict->disks[disk].reasons;
		reached = TRI_NO;
	}
	region_reasons(ctx, &v->reasons, mode, region);
	if (reached == TRI_NO && mode == MODE_DEVDAX) {
		v->effective = ACCESS_NONE;
		return;
	}
	if (reached == TRI_NO) {
		settle_for_block(ctx, index);
		return;
	}
	v->effective = ACCESS_UNKNOWN;
	v->map_sync =
		region_is_synchronous(ctx->inventory, region) == TRI_NO ? TRI_NO : TRI_UNKNOWN;
	reason_list_add(&v->reasons, REASON_KERNEL_NOT_BOOTED);
}

static void mode_excludes(struct judge_ctx *ctx, size_t index, enum reason reason)
{
	add_object_check(ctx, &ctx->verdict->namespaces[index].reasons, reason,
			 ctx->inventory->namespaces[index].dev, NULL);
	settle_for_block(ctx, index);
}

/*
 * It is unknown whether there is an info block. A kernel that supports neither kind attaches
 * the whole namespace as a block device in either case.
 */
static void judge_unknown_content(struct judge_ctx *ctx, size_t index)
{
	const struct nd_namespace *ns = &ctx->inventory->namespaces[index];
	struct namespace_verdict *v = &ctx->verdict->namespaces[index];
	bool plain = ns->mode == ND_MODE_RAW || ns->mode == ND_MODE_FSDAX;

	if (plain && host_has(ctx, KOPT_NVDIMM_DAX) == TRI_NO &&
	    region_reaches(ctx, MODE_FSDAX, region_of_namespace(ctx, ns)) == TRI_NO) {
		add_object_check(ctx, &v->reasons, REASON_NS_INFO_BLOCK_UNREAD, ns->dev, NULL);
		settle_for_block(ctx, index);
		return;
	}
	v->effective = ACCESS_UNKNOWN;
	v->map_sync = TRI_UNKNOWN;
	reason_list_add(&v->reasons, REASON_KERNEL_NOT_BOOTED);
}

void judge_namespace_on_target(struct judge_ctx *ctx, size_t index)
{
	const struct nd_namespace *ns = &ctx->inventory->namespaces[index];
	enum content content = content_of(ctx, ns);

	/* Without drivers for its class, there is no namespace in any mode. */
	if (region_reaches(ctx, MODE_BLOCK, region_of_namespace(ctx, ns)) == TRI_NO) {
		settle_for_block(ctx, index);
		return;
	}
	if (has_unclaimed_info_block(ctx, content)) {
		note_unclaimed(ctx, index);
		settle_for_block(ctx, index);
		return;
	}
	switch (content) {
	case CONTENT_SECTOR:
		/* Without BTT the kernel exposes the raw arenas: treat the content as unknown. */
		if (host_has(ctx, KOPT_BTT) == TRI_YES)
			mode_excludes(ctx, index, REASON_NS_SECTOR_MODE);
		else
			judge_unknown_content(ctx, index);
		break;
	case CONTENT_RAW:
		mode_excludes(ctx, index, REASON_NS_RAW_MODE);
		break;
	case CONTENT_DEVDAX:
		judge_hopeful(ctx, index, MODE_DEVDAX);
		break;
	case CONTENT_FSDAX:
	case CONTENT_PAGEMAP:
		judge_hopeful(ctx, index, MODE_FSDAX);
		break;
	case CONTENT_UNKNOWN:
		judge_unknown_content(ctx, index);
		break;
	}
}

void judge_dax_on_target(struct judge_ctx *ctx, size_t index)
{
	const struct dax_device *device = &ctx->inventory->dax_devices[index];
	struct dax_verdict *v = &ctx->verdict->dax_devices[index];
	enum tri usable = host_says(ctx, MODE_DEVDAX);
	const struct nd_region *region = NULL;

	if (device->ndns != NO_INDEX) {
		region = region_of_namespace(ctx, &ctx->inventory->namespaces[device->ndns]);
		usable = tri_and(usable, region_reaches(ctx, MODE_DEVDAX, region));
	}
	host_reasons(ctx, &v->reasons, MODE_DEVDAX);
	if (region)
		region_reasons(ctx, &v->reasons, MODE_DEVDAX, region);
	v->effective = usable == TRI_NO ? ACCESS_NONE : ACCESS_UNKNOWN;
	if (usable != TRI_NO)
		reason_list_add(&v->reasons, REASON_KERNEL_NOT_BOOTED);
}

void judge_disk_on_target(struct judge_ctx *ctx, size_t index, const struct nd_namespace *ns)
{
	const struct nd_region *region = region_of_namespace(ctx, ns);
	struct disk_verdict *v = &ctx->verdict->disks[index];
	enum content content = content_of(ctx, ns);

	if (region_reaches(ctx, MODE_BLOCK, region) == TRI_NO)
		region_reasons(ctx, &v->reasons, MODE_BLOCK, region);
	else if (content == CONTENT_SECTOR)
		reason_list_add(&v->reasons, REASON_NS_SECTOR_MODE);
	else if (content == CONTENT_RAW)
		reason_list_add(&v->reasons, REASON_NS_RAW_MODE);
	else if (has_unclaimed_info_block(ctx, content))
		reason_list_add(&v->reasons, REASON_NS_INFO_BLOCK_UNCLAIMED);
	else if (region_reaches(ctx, MODE_FSDAX, region) == TRI_NO)
		region_reasons(ctx, &v->reasons, MODE_FSDAX, region);
	if (v->reasons.count)
		v->dax = TRI_NO;
}
