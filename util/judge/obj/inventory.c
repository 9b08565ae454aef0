// SPDX-License-Identifier: GPL-2.0-only
#include "inventory.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "../../lib/array.h"
#include "../../lib/xalloc.h"
#include "../findings.h"
#include "../host/host.h"
#include "bus.h"
#include "cxl-region.h"
#include "cxl.h"
#include "dax.h"
#include "dimm.h"
#include "disk-state.h"
#include "disk.h"
#include "mount.h"
#include "namespace.h"
#include "nothing.h"
#include "object-check.h"
#include "platform.h"
#include "probe.h"
#include "state.h"

/* Each section lists what it could not read; this finding gives the remedy. */
static void note_privilege(struct judge_ctx *ctx)
{
	static const char *const objects[] = { "filesystems", "disks", "cxl" };

	for (size_t i = 0; i < ctx->facts->skip_count; i++)
		for (size_t o = 0; o < ARRAY_SIZE(objects); o++)
			if (!strcmp(ctx->facts->skips[i].affects, objects[o]) &&
			    ctx->facts->has_live_facts &&
			    (ctx->facts->skips[i].error == EACCES ||
			     ctx->facts->skips[i].error == EPERM)) {
				add_object_check(ctx, NULL, REASON_NEED_ROOT, "host", NULL);
				return;
			}
}

static void judge_objects(struct judge_ctx *ctx)
{
	const struct inventory *inventory = ctx->inventory;
	bool explained = false;

	for (size_t i = 0; i < inventory->dax_count; i++) {
		judge_dax_device(ctx, i);
		apply_probe_dax_device(ctx, i);
	}
	for (size_t i = 0; i < inventory->bus_count; i++)
		judge_bus(ctx, i);
	for (size_t i = 0; i < inventory->region_count; i++)
		judge_region(ctx, &inventory->regions[i]);
	for (size_t i = 0; i < inventory->namespace_count; i++)
		judge_namespace(ctx, i);
	if (!ctx->facts->target_kernel)
		explained = judge_cxl(ctx);
	if (!ctx->facts->target_kernel)
		explained |= judge_papr_nodes(ctx);
	explained |= has_object_check(ctx, REASON_PLATFORM_NO_REGION);
	if (!inventory->region_count && !inventory->dax_count && !inventory->unlisted &&
	    !inventory->dax_unread && !ctx->facts->target_kernel && !explained)
		judge_nothing(ctx);
}

void judge_inventory(struct inventory_verdict *verdict, const struct facts *facts,
		     const struct inventory *inventory)
{
	struct judge_ctx ctx = { .facts = facts, .inventory = inventory, .verdict = verdict };

	memset(verdict, 0, sizeof(*verdict));
	judge_host(&verdict->host, facts);
	verdict->regions = xcalloc(inventory->region_count, sizeof(*verdict->regions));
	verdict->namespaces = xcalloc(inventory->namespace_count, sizeof(*verdict->namespaces));
	verdict->dax_devices = xcalloc(inventory->dax_count, sizeof(*verdict->dax_devices));
	verdict->disks = xcalloc(inventory->disk_count, sizeof(*verdict->disks));
	verdict->mounts = xcalloc(inventory->mount_count, sizeof(*verdict->mounts));
	verdict->dax_count = inventory->dax_count;
	verdict->disk_count = inventory->disk_count;
	verdict->mount_count = inventory->mount_count;
	verdict->cxl_regions = xcalloc(inventory->cxl.region_count, sizeof(*verdict->cxl_regions));
	judge_states(&ctx);
	judge_cxl_outcomes(&ctx);
	judge_disks(&ctx);
	if (!facts->target_kernel)
		judge_nodes(&ctx);
	judge_objects(&ctx);
	judge_dimms(&ctx);
	judge_bad_blocks(&ctx);
	judge_mounts(&ctx);
	judge_platform(&ctx);
	if (facts->target_kernel)
		add_object_check(&ctx, NULL, REASON_KERNEL_NOT_BOOTED, "host", NULL);
	note_privilege(&ctx);
	make_object_findings(&ctx);
	findings_sort(&verdict->host);
}
