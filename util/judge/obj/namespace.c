// SPDX-License-Identifier: GPL-2.0-only
#include "namespace.h"

#include <string.h>

#include "dax.h"
#include "disk-state.h"
#include "info-block.h"
#include "object-check.h"
#include "region.h"
#include "target-kernel.h"

static unsigned int bit_of_mode(enum nd_mode mode)
{
	static const unsigned int bits[] = {
		[ND_MODE_FSDAX] = NS_FSDAX,   [ND_MODE_DEVDAX] = NS_DEVDAX,
		[ND_MODE_SECTOR] = NS_SECTOR, [ND_MODE_RAW] = NS_RAW,
		[ND_MODE_NEWER] = 0,
	};

	return bits[mode];
}

static void judge_possible(const struct judge_ctx *ctx, size_t index)
{
	const struct nd_namespace *ns = &ctx->inventory->namespaces[index];
	const struct nd_region *region = &ctx->inventory->regions[ns->region];
	struct namespace_verdict *v = &ctx->verdict->namespaces[index];

	v->possible_known = !ns->unread && !region->unread;
	if (!v->possible_known)
		return;
	if (!region->enabled && !ctx->facts->target_kernel)
		return;
	if (region->read_only)
		/* nd_pfn_init() and nd_btt_init() refuse to write a new info block. */
		v->possible = bit_of_mode(ns->mode);
	else
		v->possible = modes_possible_on(ctx, region, &v->possible_known);
	/* ndctl changes no namespace with a misaligned size (validate_namespace_options()). */
	if (region->align && ns->raw_size % region->align)
		v->possible &= bit_of_mode(ns->mode);
}

static void add_remedy_for_mode(struct object_check *check, const struct namespace_verdict *v)
{
	choose_remedy(check, v->possible, v->possible_known);
}

/* Some attributes of the namespace could not be read, so its access is unknown. */
static void leave_open(struct judge_ctx *ctx, size_t index)
{
	const struct nd_namespace *ns = &ctx->inventory->namespaces[index];
	struct namespace_verdict *v = &ctx->verdict->namespaces[index];

	v->effective = ACCESS_UNKNOWN;
	v->map_sync = TRI_UNKNOWN;
	add_object_check(ctx, &v->reasons, REASON_OBJECT_UNREAD, ns->dev, NULL);
}

static bool judge_missing_disk(struct judge_ctx *ctx, size_t index)
{
	const struct nd_namespace *ns = &ctx->inventory->namespaces[index];
	struct namespace_verdict *v = &ctx->verdict->namespaces[index];

	if (ns->disk != NO_INDEX)
		return false;
	if (ctx->inventory->disks_unread) {
		leave_open(ctx, index);
		return true;
	}
	v->effective = ACCESS_UNKNOWN;
	v->map_sync = TRI_UNKNOWN;
	add_object_check(ctx, &v->reasons, REASON_NS_NO_DISK, ns->dev, NULL);
	return true;
}

static void judge_raw_namespace(struct judge_ctx *ctx, size_t index)
{
	const struct nd_namespace *ns = &ctx->inventory->namespaces[index];
	const struct nd_region *region = &ctx->inventory->regions[ns->region];
	struct namespace_verdict *v = &ctx->verdict->namespaces[index];
	struct object_check *check;

	if (judge_missing_disk(ctx, index))
		return;
	v->effective = ACCESS_BLOCK;
	/* Give no remedy: it could overwrite data. */
	if (judge_unclaimed(ctx, index))
		return;
	if (region_reaches(ctx, MODE_FSDAX, region) == TRI_NO)
		region_reasons(ctx, &v->reasons, MODE_FSDAX, region);
	/* Give no remedy that recreates the namespace: it was made in another mode. */
	if (is_of_lost_block(ns)) {
		add_object_check(ctx, &v->reasons, REASON_NS_INFO_BLOCK_LOST, ns->dev,
				 class_mode(ns->holder_class));
		return;
	}
	/* Only the kernel is the cause, and the host's finding has the remedy. */
	if (is_raw_because_of_host(ctx, ns))
		return;
	check = add_object_check(ctx, &v->reasons, REASON_NS_RAW_MODE, ns->dev, NULL);
	/* An unread label may name another mode, and a disk in use must not be overwritten. */
	if ((region->nstype == 5 && !ns->holder_class) || disk_is_in_use(ctx, ns->disk))
		check_set_remedy(check, NULL);
	else
		add_remedy_for_mode(check, v);
}

static void judge_sector_namespace(struct judge_ctx *ctx, size_t index)
{
	const struct nd_namespace *ns = &ctx->inventory->namespaces[index];
	struct namespace_verdict *v = &ctx->verdict->namespaces[index];
	struct object_check *check;

	if (judge_missing_disk(ctx, index))
		return;
	v->effective = ACCESS_BLOCK;
	check = add_object_check(ctx, &v->reasons, REASON_NS_SECTOR_MODE, ns->dev, NULL);
	/* ndctl refuses a disk that is mounted. */
	if (disk_is_in_use(ctx, ns->disk))
		check_set_remedy(check, NULL);
	else
		add_remedy_for_mode(check, v);
}

static void judge_fsdax_namespace(struct judge_ctx *ctx, size_t index)
{
	const struct nd_namespace *ns = &ctx->inventory->namespaces[index];
	struct namespace_verdict *v = &ctx->verdict->namespaces[index];
	const struct disk_verdict *disk;

	if (judge_missing_disk(ctx, index))
		return;
	disk = &ctx->verdict->disks[ns->disk];
	v->effective = disk->dax == TRI_YES  ? ACCESS_FSDAX
		       : disk->dax == TRI_NO ? ACCESS_BLOCK
					     : ACCESS_UNKNOWN;
	v->reasons = disk->reasons;
	v->map_sync = tri_and(disk->dax, disk->synchronous);
	/* Its data starts at another offset, so DAX would map the wrong bytes. */
	if (has_no_holder(ns) && judge_unclaimed(ctx, index)) {
		v->effective =
			ns->info_block != INFO_BLOCK_NOT_READ ? ACCESS_BLOCK : ACCESS_UNKNOWN;
		v->map_sync = ns->info_block != INFO_BLOCK_NOT_READ ? TRI_NO : TRI_UNKNOWN;
	}
}

static const struct dax_device *dax_device_of(const struct judge_ctx *ctx, size_t ns, size_t *index)
{
	for (size_t i = 0; i < ctx->inventory->dax_count; i++)
		if (ctx->inventory->dax_devices[i].ndns == ns) {
			*index = i;
			return &ctx->inventory->dax_devices[i];
		}
	return NULL;
}

static void judge_devdax_namespace(struct judge_ctx *ctx, size_t index)
{
	const struct nd_namespace *ns = &ctx->inventory->namespaces[index];
	struct namespace_verdict *v = &ctx->verdict->namespaces[index];
	size_t device;

	if (!dax_device_of(ctx, index, &device)) {
		if (ctx->inventory->dax_unread) {
			leave_open(ctx, index);
			return;
		}
		v->effective = ACCESS_NONE;
		host_reasons(ctx, &v->reasons, MODE_DEVDAX);
		explain_unbound(ctx, &v->reasons, ns->dev, true, false);
		return;
	}
	v->effective = ctx->verdict->dax_devices[device].effective;
	v->reasons = ctx->verdict->dax_devices[device].reasons;
	v->map_sync = tri_and(
		v->effective == ACCESS_UNKNOWN ? TRI_UNKNOWN
					       : tri_from_bool(v->effective == ACCESS_DEVDAX),
		region_is_synchronous(ctx->inventory, &ctx->inventory->regions[ns->region]));
	add_object_check(ctx, NULL, REASON_NS_DEVDAX_NO_BLOCK, ns->dev, NULL);
}

/*
 * memremap_pages() maps only whole subsections (SUBSECTION_SIZE, 2 MiB; mm/memremap.c
 * pagemap_range(), "Misaligned"). If the class has struct pages, a namespace of another
 * size that nothing holds can never be enabled.
 */
#define SUBSECTION (2ULL << 20)

/* devm_request_mem_region() refuses the range in each mode (nd_pmem_probe(), 5.10 to 7.3). */
static void judge_taken(struct judge_ctx *ctx, size_t index)
{
	const struct nd_namespace *ns = &ctx->inventory->namespaces[index];
	struct namespace_verdict *v = &ctx->verdict->namespaces[index];

	v->possible = 0;
	v->possible_known = true;
	add_object_check(ctx, &v->reasons, REASON_REGION_OVERLAPS_MEMORY,
			 ctx->inventory->regions[ns->region].dev, NULL);
}

static void judge_disabled(struct judge_ctx *ctx, size_t index)
{
	const struct nd_namespace *ns = &ctx->inventory->namespaces[index];
	const struct nd_region *region = &ctx->inventory->regions[ns->region];
	const struct class_words *class = region_class(ctx, region);
	struct namespace_verdict *v = &ctx->verdict->namespaces[index];

	if (class && class->pagemap && has_no_holder(ns) && !ns->force_raw &&
	    ns->raw_size % SUBSECTION)
		add_object_check(ctx, &v->reasons, REASON_NS_ODD_SIZE, ns->dev, NULL);
	else if (region->memory == MEMORY_TAKEN)
		judge_taken(ctx, index);
	else
		add_object_check(ctx, &v->reasons, REASON_NS_DISABLED, ns->dev, NULL);
}

/* Without memory, a namespace of any mode is unusable. */
static void judge_memory(struct judge_ctx *ctx, size_t index)
{
	const struct nd_namespace *ns = &ctx->inventory->namespaces[index];
	struct namespace_verdict *v = &ctx->verdict->namespaces[index];
	enum tri keeps = region_keeps_data(ctx, &ctx->inventory->regions[ns->region], &v->reasons);

	v->map_sync = tri_and(v->map_sync, keeps);
	if (keeps == TRI_NO) {
		v->effective = ACCESS_NONE;
		v->possible = 0;
	} else if (keeps == TRI_UNKNOWN && v->effective != ACCESS_NONE) {
		v->effective = ACCESS_UNKNOWN;
		v->doubtful = true;
	}
}

static void judge_mode(struct judge_ctx *ctx, size_t index)
{
	const struct nd_namespace *ns = &ctx->inventory->namespaces[index];
	const struct nd_region *region = &ctx->inventory->regions[ns->region];
	struct namespace_verdict *v = &ctx->verdict->namespaces[index];

	v->map_sync = TRI_NO;
	if (ns->unread || region->unread) {
		leave_open(ctx, index);
		return;
	}
	if (ctx->facts->target_kernel) {
		judge_namespace_on_target(ctx, index);
		return;
	}
	if (!region->enabled) {
		v->effective = ACCESS_NONE;
		add_object_check(ctx, &v->reasons, REASON_REGION_NOT_ENABLED, region->dev, NULL);
		return;
	}
	/* A devdax namespace without dax_pmem is inactive too: name the missing module. */
	if (ns->mode == ND_MODE_DEVDAX && (ns->enabled || has_blocked_driver(ctx))) {
		judge_devdax_namespace(ctx, index);
		return;
	}
	/*
	 * Enabling it would fail with -ENXIO again. The host's finding names the kernel as
	 * the cause.
	 */
	if (!ns->enabled && host_has(ctx, KOPT_ND_CLAIM) == TRI_NO) {
		v->effective = ACCESS_NONE;
		reason_list_add(&v->reasons, REASON_CONFIG_NVDIMM_PFN);
		return;
	}
	if (!ns->enabled) {
		v->effective = ACCESS_NONE;
		judge_disabled(ctx, index);
		return;
	}
	if (ns->mode == ND_MODE_SECTOR) {
		judge_sector_namespace(ctx, index);
	} else if (ns->mode == ND_MODE_RAW) {
		judge_raw_namespace(ctx, index);
	} else if (ns->mode == ND_MODE_FSDAX) {
		judge_fsdax_namespace(ctx, index);
	} else {
		v->effective = ACCESS_UNKNOWN;
		v->map_sync = TRI_UNKNOWN;
		v->possible = 0;
		add_object_check(ctx, &v->reasons, REASON_NS_MODE_UNKNOWN, ns->dev,
				 namespace_mode_name(ns));
	}
}

/* Without its node the disk cannot be opened: mkfs would write to a plain file, or fail. */
static void judge_node(struct judge_ctx *ctx, size_t index)
{
	const struct nd_namespace *ns = &ctx->inventory->namespaces[index];
	struct namespace_verdict *v = &ctx->verdict->namespaces[index];

	if (ns->disk == NO_INDEX || !disk_has_no_node(ctx, ns->disk))
		return;
	v->effective = ACCESS_NONE;
	v->map_sync = TRI_NO;
	add_object_check(ctx, &v->reasons, REASON_DISK_NODE_MISSING, ns->blockdev, NULL);
}

void judge_namespace(struct judge_ctx *ctx, size_t index)
{
	judge_possible(ctx, index);
	judge_mode(ctx, index);
	if (!ctx->facts->target_kernel)
		judge_node(ctx, index);
	if (!ctx->facts->target_kernel)
		judge_memory(ctx, index);
}
