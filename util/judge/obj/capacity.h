/* SPDX-License-Identifier: GPL-2.0-only */
/* Capacity of a region that belongs to no namespace. */
#ifndef PMEMCAP_OBJ_CAPACITY_H
#define PMEMCAP_OBJ_CAPACITY_H

#include "object.h"

/* Report the capacity of a region that belongs to no namespace, and why. */
void judge_capacity(struct judge_ctx *ctx, const struct nd_region *region);

#endif
