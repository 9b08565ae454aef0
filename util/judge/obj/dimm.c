// SPDX-License-Identifier: GPL-2.0-only
/* What the NVDIMMs below a region explain: read-only, disabled, without labels, broken. */
#include "dimm.h"

#include <stdlib.h>
#include <string.h>

#include "../../lib/array.h"
#include "../../lib/textbuf.h"
#include "../../lib/xalloc.h"
#include "../device-class.h"
#include "disk-state.h"
#include "object-check.h"

static const struct nd_dimm *dimm_of(const struct judge_ctx *ctx, const struct nd_region *region,
				     size_t number)
{
	return &ctx->inventory->dimms[region->dimms[number]];
}

static bool has_dimm_with_flag(const struct judge_ctx *ctx, const struct nd_region *region,
			       const char *flag)
{
	for (size_t i = 0; i < region->dimm_count; i++)
		if (dimm_has_flag(dimm_of(ctx, region, i), flag))
			return true;
	return false;
}

/* Were the flags of all the region's dimms read? */
static bool has_known_flags(const struct judge_ctx *ctx, const struct nd_region *region)
{
	for (size_t i = 0; i < region->dimm_count; i++)
		if (!dimm_of(ctx, region, i)->flags)
			return false;
	return region->dimm_count;
}

void judge_read_only(struct judge_ctx *ctx, const struct nd_region *region)
{
	const char *machine = ctx->inventory->environment.virtualization;
	bool bare_metal = machine && !strcmp(machine, "none");
	bool not_armed = has_dimm_with_flag(ctx, region, "not_armed");
	struct object_check *check;

	if (not_armed && bare_metal) {
		add_object_check(ctx, NULL, REASON_DIMM_NOT_ARMED, region->dev, NULL);
		return;
	}
	check = add_object_check(ctx, NULL, REASON_GUEST_READONLY, region->dev, NULL);
	/* In a guest with no other cause, the hypervisor made the region read-only. */
	if (!machine || bare_metal || (!not_armed && has_known_flags(ctx, region)))
		check_set_remedy(check, &reason_words(check->reason)->fallback);
}

/* "nmem0 nmem1": the dimms that applies() selects; NULL: none. The caller frees it. */
static char *name_dimms(const struct judge_ctx *ctx, const struct nd_region *region,
			bool (*applies)(const struct nd_dimm *dimm))
{
	struct textbuf list = { 0 };

	for (size_t i = 0; i < region->dimm_count; i++) {
		const struct nd_dimm *dimm = dimm_of(ctx, region, i);

		if (applies(dimm))
			textbuf_join(&list, " ", "%s", dimm->dev);
	}
	return list.text;
}

static bool is_locked(const struct nd_dimm *dimm)
{
	return dimm->security && !strcmp(dimm->security, "locked");
}

static bool is_disabled(const struct nd_dimm *dimm)
{
	return !dimm->enabled && !dimm->unread;
}

static bool has_label_area(const struct nd_dimm *dimm)
{
	return dimm->available_slots >= 0;
}

/* init_active_labels() (drivers/nvdimm/label.c) fails on a dimm that is locked or disabled. */
void judge_region_disabled(struct judge_ctx *ctx, const struct nd_region *region)
{
	char *locked = name_dimms(ctx, region, is_locked);
	char *disabled = name_dimms(ctx, region, is_disabled);
	struct object_check *check =
		add_object_check(ctx, NULL, REASON_REGION_NOT_ENABLED, region->dev, NULL);

	if (locked)
		check_set_remedy(check, &reason_words(check->reason)->fallback);
	else if (disabled && check->command)
		check_set_command(
			check, xasprintf("ndctl enable-dimm %s && %s", disabled, check->command));
	free(locked);
	free(disabled);
}

/* Is a disk of one of the region's namespaces in use (disk_is_in_use())? */
static bool region_is_mounted(const struct judge_ctx *ctx, const struct nd_region *region)
{
	for (size_t i = 0; i < ctx->inventory->namespace_count; i++)
		if (&ctx->inventory->regions[ctx->inventory->namespaces[i].region] == region &&
		    disk_is_in_use(ctx, ctx->inventory->namespaces[i].disk))
			return true;
	return false;
}

/* The region is a single namespace, because no dimm has valid labels (nd_region_to_nstype()). */
void judge_label_less(struct judge_ctx *ctx, const struct nd_region *region)
{
	char *dimms = name_dimms(ctx, region, has_label_area);
	struct object_check *check;

	if (!dimms) {
		check = add_object_check(ctx, NULL, REASON_LEGACY_NO_SUBDIVIDE, region->dev, NULL);
		if (strcmp(bus_class_name(&ctx->inventory->buses[region->bus]), "e820"))
			check_set_remedy(check, &reason_words(check->reason)->fallback);
		return;
	}
	check = add_object_check(ctx, NULL, REASON_LABELS_NOT_INITIALISED, region->dev, NULL);
	if (!region->read_only && region->enabled && !ctx->facts->target_kernel &&
	    !region_is_mounted(ctx, region))
		check_set_command(check, xasprintf("ndctl disable-region %s && ndctl "
						   "init-labels -f %s && ndctl "
						   "enable-region %s",
						   region->dev, dimms, region->dev));
	free(dimms);
}

/* Failures that the firmware reports: flags_show(), nfit/core.c and papr_scm.c. */
void judge_dimms(struct judge_ctx *ctx)
{
	static const char *const flags[] = { "save_fail", "restore_fail", "flush_fail",
					     "map_fail" };

	for (size_t i = 0; i < ctx->inventory->dimm_count; i++) {
		const struct nd_dimm *dimm = &ctx->inventory->dimms[i];

		if (dimm->unread)
			add_object_check(ctx, NULL, REASON_OBJECT_UNREAD, dimm->dev, NULL);
		for (size_t f = 0; f < ARRAY_SIZE(flags); f++)
			if (dimm_has_flag(dimm, flags[f]))
				add_object_check(ctx, NULL, REASON_DIMM_FAILED, dimm->dev,
						 dimm->flags);
	}
}
