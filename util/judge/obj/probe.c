// SPDX-License-Identifier: GPL-2.0-only
/*
 * What the kernel answered to --probe. It is the strongest evidence, but only for the question
 * that --probe asks: a "yes" for a disk means that a file system would get DAX, not that this
 * is safe.
 */
#include "probe.h"

#include "object-check.h"

static const char source[] = "probe";

static void contradict(struct judge_ctx *ctx, struct reason_list *reasons, const char *subject,
		       const char *says, enum tri answer, const char *question)
{
	struct object_check *check =
		add_object_check(ctx, reasons, REASON_PROBE_CONTRADICTS, subject, says);

	evidence_add(&check->evidence, source, BASIS_NONE, answer, "%s", question);
	evidence_add(&check->evidence, "attributes", BASIS_NONE, tri_not(answer), "%s", question);
}

/*
 * The kernel also answers "yes" if DAX reaches the wrong bytes, missing memory, or pages that
 * alias. dm accepts misaligned legs (6.1 to 7.3), and a kernel before 6.9 does not check the
 * cache.
 */
static bool is_yes_unsafe(const struct judge_ctx *ctx, const struct reason_list *reasons)
{
	return reason_list_has(reasons, REASON_DM_UNALIGNED) ||
	       reason_list_has(reasons, REASON_MEMMAP_NO_MEMORY) ||
	       reason_list_has(reasons, REASON_MEMMAP_UNPROVEN) ||
	       reason_list_has(reasons, REASON_DM_TABLE_UNREAD) ||
	       (reason_list_has(reasons, REASON_CPU_DCACHE_ALIASING) &&
		ctx->verdict->host.alias_check != CHECK_RUNTIME);
}

void apply_probe_disk(struct judge_ctx *ctx, size_t index)
{
	const struct disk *disk = &ctx->inventory->disks[index];
	struct disk_verdict *v = &ctx->verdict->disks[index];
	enum tri concluded = v->dax;

	if (disk->probed_dax == TRI_UNKNOWN)
		return;
	evidence_add(&v->evidence, source, BASIS_NONE, disk->probed_dax,
		     "queue/dax of a dm-linear device on the disk");
	if (disk->probed_dax == concluded ||
	    (disk->probed_dax == TRI_YES && is_yes_unsafe(ctx, &v->reasons)))
		return;
	v->dax = disk->probed_dax;
	if (v->dax == TRI_YES)
		v->reasons.count = 0;
	if (concluded != TRI_UNKNOWN)
		contradict(ctx, v->dax == TRI_YES ? NULL : &v->reasons, disk->dev,
			   v->dax == TRI_YES ? "that a dax_device is behind the disk"
					     : "that no dax_device is behind the disk",
			   v->dax, "fsdax");
	/* The disk's own size is no cause here, so its partitions share the answer. */
	if (v->dax == TRI_YES || concluded == TRI_YES) {
		v->passes = v->dax;
		v->pass_reasons = v->reasons;
	}
}

void apply_probe_dax_device(struct judge_ctx *ctx, size_t index)
{
	const struct dax_device *device = &ctx->inventory->dax_devices[index];
	struct dax_verdict *v = &ctx->verdict->dax_devices[index];
	enum access concluded = v->effective;
	bool maps = device->probed_map == TRI_YES;

	if (device->probed_map == TRI_UNKNOWN)
		return;
	evidence_add(&v->evidence, source, BASIS_NONE, device->probed_map,
		     "a read-only mapping of the device");
	if (maps && is_yes_unsafe(ctx, &v->reasons))
		return;
	v->effective = maps ? ACCESS_DEVDAX : ACCESS_NONE;
	if (v->effective == concluded)
		return;
	if (maps)
		v->reasons.count = 0;
	if (concluded != ACCESS_UNKNOWN)
		contradict(ctx, maps ? NULL : &v->reasons, device->dev,
			   maps ? "that the device can be mapped"
				: "that the device cannot be mapped",
			   device->probed_map, "devdax");
}

/* Each file has an attribute of its own, so one may have DAX and another not. */
static bool can_files_differ(const struct judge_ctx *ctx, size_t index)
{
	return ctx->verdict->mounts[index].requested == DAX_OPTION_INODE &&
	       ctx->inventory->mounts[index].sample_dax != TRI_UNKNOWN;
}

void apply_probe_mount(struct judge_ctx *ctx, size_t index)
{
	const struct mount *mount = &ctx->inventory->mounts[index];
	struct mount_verdict *v = &ctx->verdict->mounts[index];
	enum tri concluded = v->dax;
	bool yes = mount->probed_dax == TRI_YES;

	if (mount->probed_dax == TRI_UNKNOWN)
		return;
	evidence_add(&v->evidence, source, BASIS_NONE, mount->probed_dax,
		     "STATX_ATTR_DAX of a new file without a name");
	if (mount->probed_map_sync != TRI_UNKNOWN)
		evidence_add(&v->evidence, source, BASIS_NONE, mount->probed_map_sync,
			     "MAP_SYNC mapping of that file");
	if (mount->probed_dax == concluded || (!yes && can_files_differ(ctx, index)))
		return;
	v->dax = mount->probed_dax;
	if (concluded != TRI_UNKNOWN && !can_files_differ(ctx, index) &&
	    !(yes && is_yes_unsafe(ctx, &v->reasons)))
		contradict(ctx, yes ? NULL : &v->reasons, mount->mountpoint,
			   yes ? "that new files have DAX" : "that new files have no DAX", v->dax,
			   "fsdax");
	if (yes)
		v->reasons.count = 0;
}

enum tri apply_probe_map_sync(struct judge_ctx *ctx, size_t index, enum tri concluded)
{
	const struct mount *mount = &ctx->inventory->mounts[index];
	enum tri answer = mount->probed_map_sync;

	/* The answer counts for files with DAX only if the new file has DAX. */
	if (answer == TRI_UNKNOWN || mount->probed_dax != TRI_YES || answer == concluded)
		return concluded;
	if (answer == TRI_YES && is_yes_unsafe(ctx, &ctx->verdict->disks[mount->disk].reasons))
		return concluded;
	if (concluded != TRI_UNKNOWN)
		contradict(ctx, NULL, mount->mountpoint,
			   answer == TRI_YES ? "that MAP_SYNC mappings work"
					     : "that MAP_SYNC mappings do not work",
			   answer, "map-sync");
	return answer;
}
