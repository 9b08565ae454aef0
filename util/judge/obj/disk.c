// SPDX-License-Identifier: GPL-2.0-only
/*
 * Does a disk, partition or dm device pass DAX through? The order of
 * fs_dax_get_by_bdev() (drivers/dax/super.c): queue flag, alignment, and a
 * dax_device behind the disk, which no attribute shows.
 */
#include "disk.h"

#include <stdlib.h>
#include <string.h>

#include "../../lib/array.h"
#include "../../lib/xalloc.h"
#include "object-check.h"
#include "probe.h"
#include "region.h"
#include "target-kernel.h"

static bool is_pmem(const struct disk *disk)
{
	return !strncmp(disk->dev, "pmem", 4);
}

/*
 * The queue flag. The running kernel's driver set it, so it proves nothing about the
 * target kernel.
 */
static enum tri flag_of(const struct judge_ctx *ctx, const struct disk *disk)
{
	return ctx->facts->target_kernel ? TRI_UNKNOWN : disk->queue_dax;
}

static const struct nd_namespace *namespace_of_disk(const struct inventory *inventory, size_t disk)
{
	for (size_t i = 0; i < inventory->namespace_count; i++)
		if (inventory->namespaces[i].disk == disk)
			return &inventory->namespaces[i];
	return NULL;
}

/* Is a number of bytes a multiple of the page size? Unknown if either number is unknown. */
static enum tri aligned(const struct judge_ctx *ctx, unsigned long long bytes, bool known)
{
	if (!known || !ctx->verdict->host.page_size)
		return TRI_UNKNOWN;
	return tri_from_bool(bytes % ctx->verdict->host.page_size == 0);
}

bool has_generic_fsdax_supported(const struct judge_ctx *ctx)
{
	return host_has(ctx, KOPT_DAX_DRIVER) == TRI_YES;
}

static void need_alignment(struct judge_ctx *ctx, size_t index)
{
	const struct disk *disk = &ctx->inventory->disks[index];
	struct disk_verdict *v = &ctx->verdict->disks[index];
	/* __generic_fsdax_supported() checks only the start. */
	enum tri both = has_generic_fsdax_supported(ctx)
				? TRI_YES
				: aligned(ctx, disk->size, disk->size != 0);

	if (disk->parent != NO_INDEX)
		both = tri_and(both, aligned(ctx, disk->start, disk->start_known));
	v->dax = tri_and(v->dax, both);
	if (both == TRI_UNKNOWN)
		add_object_check(ctx, &v->reasons, REASON_DISK_UNREAD, disk->dev, NULL);
	if (both != TRI_NO)
		return;
	add_size_check(ctx, &v->reasons, REASON_PART_UNALIGNED, disk->dev,
		       ctx->verdict->host.page_size);
}

/* The host's checks apply to every disk: FS_DAX, ZONE_DEVICE, the CPU. */
static void need_host(struct judge_ctx *ctx, struct disk_verdict *v)
{
	enum tri says = host_says(ctx, MODE_FSDAX);

	if (says != TRI_YES)
		host_reasons(ctx, &v->reasons, MODE_FSDAX);
	v->dax = tri_and(v->dax, says);
}

/*
 * No namespace that was read has the disk. If memmap= made its region, the memory was not
 * compared with the firmware's map.
 */
static void judge_without_namespace(struct judge_ctx *ctx, size_t index)
{
	const struct boot_words *words = &ctx->inventory->environment.words;
	struct disk_verdict *v = &ctx->verdict->disks[index];

	for (size_t i = 0; i < words->memmap_count && v->dax != TRI_NO; i++) {
		if (!memmap_makes_pmem(&words->memmaps[i]))
			continue;
		v->dax = TRI_UNKNOWN;
		add_object_check(ctx, &v->reasons, REASON_OBJECT_UNREAD,
				 ctx->inventory->disks[index].dev, NULL);
		return;
	}
}

/* The disk of a namespace. */
static void judge_pmem(struct judge_ctx *ctx, size_t index)
{
	const struct disk *disk = &ctx->inventory->disks[index];
	const struct nd_namespace *ns = namespace_of_disk(ctx->inventory, index);
	struct disk_verdict *v = &ctx->verdict->disks[index];
	const struct nd_region *region = ns ? &ctx->inventory->regions[ns->region] : NULL;

	v->dax = flag_of(ctx, disk);
	if (ctx->facts->target_kernel && ns)
		judge_disk_on_target(ctx, index, ns);
	if (flag_of(ctx, disk) == TRI_NO && ns && ns->mode == ND_MODE_FSDAX && ns->holder &&
	    !*ns->holder)
		add_object_check(ctx, &v->reasons, REASON_LEGACY_DAX_REGRESSION, ns->dev, NULL);
	else if (flag_of(ctx, disk) == TRI_NO && ns && is_raw_because_of_host(ctx, ns))
		region_reasons(ctx, &v->reasons, MODE_FSDAX, region);
	else if (flag_of(ctx, disk) == TRI_NO && ns)
		reason_list_add(&v->reasons, ns->mode == ND_MODE_SECTOR ? REASON_NS_SECTOR_MODE
									: REASON_NS_RAW_MODE);
	if (!ns && !ctx->facts->target_kernel)
		judge_without_namespace(ctx, index);
	if (region && !ctx->facts->target_kernel)
		v->dax = tri_and(v->dax, region_keeps_data(ctx, region, &v->reasons));
	if (region) {
		v->domain = region->persistence_domain;
		v->synchronous = region->unread ? TRI_UNKNOWN
						: region_is_synchronous(ctx->inventory, region);
	}
}

static void judge_partition(struct judge_ctx *ctx, size_t index)
{
	const struct disk_verdict *parent =
		&ctx->verdict->disks[ctx->inventory->disks[index].parent];
	struct disk_verdict *v = &ctx->verdict->disks[index];

	v->dax = parent->passes;
	v->reasons = parent->pass_reasons;
	v->synchronous = parent->synchronous;
	v->domain = parent->domain;
}

/* The first leg without DAX, or NO_INDEX. */
static size_t leg_without_dax(const struct judge_ctx *ctx, const struct disk *disk)
{
	for (size_t i = 0; i < disk->slave_count; i++)
		if (ctx->verdict->disks[disk->slaves[i]].dax == TRI_NO)
			return disk->slaves[i];
	return NO_INDEX;
}

/* The type of the first target that does not pass DAX; NULL: all targets do. */
static const char *target_without_dax(const struct disk *disk)
{
	/* the targets with a direct_access(): dm-linear.c, dm-stripe.c, dm-log-writes.c */
	static const char *const types[] = { "linear", "striped", "log-writes" };

	for (size_t i = 0; i < disk->target_count; i++) {
		bool passes = false;

		for (size_t t = 0; t < ARRAY_SIZE(types); t++)
			passes |= !strcmp(disk->targets[i].type, types[t]);
		if (!passes)
			return disk->targets[i].type;
	}
	return NULL;
}

/* Why queue/dax of a dm device is 0: dm_table_supports_dax() checks its targets and legs. */
static void explain_dm(struct judge_ctx *ctx, size_t index)
{
	const struct disk *disk = &ctx->inventory->disks[index];
	struct disk_verdict *v = &ctx->verdict->disks[index];
	size_t leg = leg_without_dax(ctx, disk);
	const char *target = target_without_dax(disk);
	char *why;

	if (leg != NO_INDEX)
		why = xasprintf("its leg %s has no DAX", ctx->inventory->disks[leg].dev);
	else if (target)
		why = xasprintf("its target %s does not", target);
	else if (disk->target_count)
		why = xstrdup("one of its legs is not a pmem disk and has no DAX");
	else if (disk->dm_uuid && !strncmp(disk->dm_uuid, "CRYPT-", 6))
		why = xstrdup("its target crypt does not");
	else
		why = xstrdup("a target or a leg does not");
	add_object_check(ctx, &v->reasons, REASON_DM_NO_DAX, disk->dev, why);
	free(why);
}

/* linear_dax_pgoff() and stripe_dax_pgoff() round offsets down to pages (6.1 to 7.3). */
static void check_table(struct judge_ctx *ctx, size_t index)
{
	const struct disk *disk = &ctx->inventory->disks[index];
	struct disk_verdict *v = &ctx->verdict->disks[index];
	bool known = disk->target_count > 0, odd = false;

	for (size_t i = 0; i < disk->target_count; i++) {
		const struct dm_target *target = &disk->targets[i];

		known = known && target->offset_known;
		odd |= aligned(ctx, target->start * 512, true) == TRI_NO ||
		       aligned(ctx, target->offset * 512, target->offset_known) == TRI_NO;
	}
	if (odd) {
		add_object_check(ctx, &v->reasons, REASON_DM_UNALIGNED, disk->dev, NULL);
		v->dax = TRI_NO;
	} else if (!known && v->dax != TRI_NO) {
		add_object_check(ctx, &v->reasons, REASON_DM_TABLE_UNREAD, disk->dev, NULL);
		v->dax = TRI_UNKNOWN;
	}
}

static void judge_dm(struct judge_ctx *ctx, size_t index)
{
	const struct disk *disk = &ctx->inventory->disks[index];
	struct disk_verdict *v = &ctx->verdict->disks[index];
	enum tri legs = TRI_YES;

	/* Unknown while its legs are judged: a loop may come back to this disk. */
	v->dax = TRI_UNKNOWN;
	v->synchronous = disk->slave_count ? TRI_YES : TRI_UNKNOWN;
	for (size_t i = 0; i < disk->slave_count; i++) {
		const struct disk_verdict *leg = &ctx->verdict->disks[disk->slaves[i]];

		legs = tri_and(legs, leg->dax);
		v->synchronous = tri_and(v->synchronous, leg->synchronous);
		v->domain = leg->domain;
		for (size_t r = 0; leg->dax != TRI_YES && r < leg->reasons.count; r++)
			reason_list_add(&v->reasons, leg->reasons.list[r]);
	}
	v->dax = tri_and(flag_of(ctx, disk), legs);
	if (flag_of(ctx, disk) == TRI_NO)
		explain_dm(ctx, index);
	else
		check_table(ctx, index);
}

/*
 * md, bcache, loop and the like. Only device-mapper passes DAX on: no other driver under
 * drivers/md or drivers/block sets BLK_FEAT_DAX for a stacked disk (6.1 to 7.3).
 */
static void judge_other_disk(struct judge_ctx *ctx, size_t index)
{
	const struct disk *disk = &ctx->inventory->disks[index];
	struct disk_verdict *v = &ctx->verdict->disks[index];
	struct object_check *check;

	/* The flag alone never proves DAX: dcssblk always sets it. */
	v->dax = flag_of(ctx, disk) == TRI_NO ? TRI_NO : TRI_UNKNOWN;
	/* Skip a dm device whose name could not be read: the cause may be in its table. */
	if (v->dax != TRI_NO || !disk->slave_count || !strcmp(disk_type(disk), "dm"))
		return;
	check = add_object_check(ctx, &v->reasons, REASON_STACK_NO_DAX, disk->dev, disk_type(disk));
	/* A loop device changes no data of the disk below. */
	if (disk_is_loop(disk))
		check_set_remedy(check, &reason_words(check->reason)->fallback);
}

/* The disks below it are judged already, unless there is a loop. */
static void judge_disk(struct judge_ctx *ctx, size_t index)
{
	const struct disk *disk = &ctx->inventory->disks[index];
	struct disk_verdict *v = &ctx->verdict->disks[index];

	if (disk->parent != NO_INDEX)
		judge_partition(ctx, index);
	else if (disk->dm_name)
		judge_dm(ctx, index);
	else if (is_pmem(disk))
		judge_pmem(ctx, index);
	else
		judge_other_disk(ctx, index);
	if (ctx->facts->target_kernel && v->dax != TRI_NO)
		reason_list_add(&v->reasons, REASON_KERNEL_NOT_BOOTED);
	if (disk->unread)
		v->dax = tri_and(v->dax, TRI_UNKNOWN);
	if (disk->unread || (!ctx->facts->target_kernel && disk->queue_dax == TRI_UNKNOWN))
		add_object_check(ctx, &v->reasons, REASON_DISK_UNREAD, disk->dev, NULL);
	if (v->dax != TRI_NO && disk->parent == NO_INDEX)
		need_host(ctx, v);
	v->passes = v->dax;
	v->pass_reasons = v->reasons;
	if (v->dax != TRI_NO)
		need_alignment(ctx, index);
	apply_probe_disk(ctx, index);
}

enum progress {
	DISK_NEW = 0,
	DISK_BEGUN, /* the disks below it are judged first */
	DISK_DONE,
};

/* A stack of the disks to judge: the last one is next. A disk may be in it more than once. */
struct descent {
	size_t *list;
	size_t count;
	enum progress *progress;
};

static void descend(struct descent *descent, size_t index)
{
	if (descent->progress[index] == DISK_NEW)
		descent->list[descent->count++] = index;
}

/*
 * No recursion: a forged tree may have a stack of any height. A disk that has begun is not
 * put on the list again, so that a loop ends.
 */
static void judge_from(struct judge_ctx *ctx, struct descent *descent)
{
	while (descent->count) {
		size_t index = descent->list[descent->count - 1];
		const struct disk *disk = &ctx->inventory->disks[index];

		if (descent->progress[index] == DISK_NEW) {
			descent->progress[index] = DISK_BEGUN;
			for (size_t i = disk->slave_count; i-- > 0;)
				descend(descent, disk->slaves[i]);
			if (disk->parent != NO_INDEX)
				descend(descent, disk->parent);
			continue;
		}
		descent->count--;
		if (descent->progress[index] == DISK_BEGUN)
			judge_disk(ctx, index);
		descent->progress[index] = DISK_DONE;
	}
}

void judge_disks(struct judge_ctx *ctx)
{
	const struct inventory *inventory = ctx->inventory;
	struct descent descent = { 0 };
	size_t room = 0;

	/*
	 * Each disk adds its parent and slaves to the list once, and the loop below adds each
	 * disk once.
	 */
	for (size_t i = 0; i < inventory->disk_count; i++)
		room += inventory->disks[i].slave_count + 2;
	descent.list = xcalloc(room, sizeof(*descent.list));
	descent.progress = xcalloc(inventory->disk_count, sizeof(*descent.progress));
	for (size_t i = 0; i < inventory->disk_count; i++) {
		descend(&descent, i);
		judge_from(ctx, &descent);
	}
	free(descent.list);
	free(descent.progress);
}
