// SPDX-License-Identifier: GPL-2.0-only
#include "info-block.h"

#include <string.h>

#include "object-check.h"

bool has_no_holder(const struct nd_namespace *ns)
{
	return !ns->holder || !*ns->holder;
}

struct object_check *note_unclaimed(struct judge_ctx *ctx, size_t index)
{
	bool no_pfn = host_has(ctx, KOPT_NVDIMM_PFN) == TRI_NO;
	bool no_dax = host_has(ctx, KOPT_NVDIMM_DAX) == TRI_NO;
	bool btt = ctx->inventory->namespaces[index].info_block == INFO_BLOCK_BTT;
	struct object_check *check;

	check = add_object_check(
		ctx, &ctx->verdict->namespaces[index].reasons, REASON_NS_INFO_BLOCK_UNCLAIMED,
		ctx->inventory->namespaces[index].dev,
		btt      ? "Without CONFIG_BTT, a sector"
		: no_pfn ? "Without CONFIG_NVDIMM_PFN, an fsdax or devdax"
		: no_dax ? "Without CONFIG_NVDIMM_DAX, a devdax"
			 : "Unless it is enabled in its own mode, an fsdax or devdax");
	check->severity = other_severity(check->reason);
	return check;
}

/*
 * If nothing holds a namespace, it may be an fsdax or devdax namespace that this kernel did not
 * recognise. nd_pmem then attaches all of it from byte 0: raw or, on e820, virtio and of, with
 * struct pages. Only the info block shows this. Returns true if it is such a namespace, or if
 * that cannot be excluded.
 */
bool judge_unclaimed(struct judge_ctx *ctx, size_t index)
{
	const struct nd_namespace *ns = &ctx->inventory->namespaces[index];
	struct namespace_verdict *v = &ctx->verdict->namespaces[index];
	bool no_pfn = host_has(ctx, KOPT_NVDIMM_PFN) == TRI_NO;
	bool no_dax = host_has(ctx, KOPT_NVDIMM_DAX) == TRI_NO;
	bool no_btt = host_has(ctx, KOPT_BTT) == TRI_NO;
	struct object_check *check;

	if (ns->info_block == INFO_BLOCK_PFN || ns->info_block == INFO_BLOCK_DAX ||
	    (ns->info_block == INFO_BLOCK_BTT && no_btt)) {
		check = note_unclaimed(ctx, index);
		evidence_add(&check->evidence, ns->blockdev, BASIS_NONE, TRI_YES, "%s",
			     ns->info_block == INFO_BLOCK_PFN ? "NVDIMM_PFN_INFO at byte 4096"
			     : ns->info_block == INFO_BLOCK_DAX
				     ? "NVDIMM_DAX_INFO at byte 4096"
				     : "BTT_ARENA_INFO at byte 4096 or 0");
		return true;
	}
	if (ns->info_block != INFO_BLOCK_NOT_READ || ns->force_raw || !(no_pfn || no_dax || no_btt))
		return false;
	add_object_check(ctx, &v->reasons, REASON_NS_INFO_BLOCK_UNREAD, ns->dev, NULL);
	return true;
}

/* nd_namespace_set_holder_class(): the mode that a label's class belongs to; NULL: no mode. */
const char *class_mode(const char *holder_class)
{
	if (!holder_class)
		return NULL;
	return !strcmp(holder_class, "pfn")   ? "fsdax"
	       : !strcmp(holder_class, "dax") ? "devdax"
	       : !strcmp(holder_class, "btt") ? "sector"
					      : NULL;
}

bool is_of_lost_block(const struct nd_namespace *ns)
{
	return has_no_holder(ns) && class_mode(ns->holder_class);
}
