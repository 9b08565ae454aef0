/* SPDX-License-Identifier: GPL-2.0-only */
/* CXL regions: their state, and what became of them. */
#ifndef PMEMCAP_OBJ_CXL_REGION_H
#define PMEMCAP_OBJ_CXL_REGION_H

#include "object.h"

/* Fill verdict->cxl_regions. */
void judge_cxl_outcomes(struct judge_ctx *ctx);

/* Add a check for what keeps the region of that index from becoming an nd or dax region. */
void judge_cxl_region(struct judge_ctx *ctx, size_t index);

/* Has any CXL region become an nd region, or is there an nd region of CXL? */
bool has_nd_region_of_cxl(const struct inventory *inventory);

#endif
