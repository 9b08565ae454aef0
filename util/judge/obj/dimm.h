/* SPDX-License-Identifier: GPL-2.0-only */
/* What the NVDIMMs below a region explain. */
#ifndef PMEMCAP_OBJ_DIMM_H
#define PMEMCAP_OBJ_DIMM_H

#include "object.h"

/* Why a region is read-only, disabled or one namespace, by the NVDIMMs below it. */
void judge_read_only(struct judge_ctx *ctx, const struct nd_region *region);
void judge_region_disabled(struct judge_ctx *ctx, const struct nd_region *region);
void judge_label_less(struct judge_ctx *ctx, const struct nd_region *region);

/* What the NVDIMMs report of themselves. */
void judge_dimms(struct judge_ctx *ctx);

#endif
