/* SPDX-License-Identifier: GPL-2.0-only */
/* What the NVDIMMs below a region explain. */
#ifndef PMEMCAP_OBJ_DIMM_H
#define PMEMCAP_OBJ_DIMM_H

#include "object.h"

/* Explain from a region's NVDIMMs why it is read-only, disabled, or a single namespace. */
void judge_read_only(struct judge_ctx *ctx, const struct nd_region *region);
void judge_region_disabled(struct judge_ctx *ctx, const struct nd_region *region);
void judge_label_less(struct judge_ctx *ctx, const struct nd_region *region);

/* Add the failures that the NVDIMMs report. */
void judge_dimms(struct judge_ctx *ctx);

#endif
