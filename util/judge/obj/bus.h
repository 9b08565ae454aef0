/* SPDX-License-Identifier: GPL-2.0-only */
/* Buses and regions: findings from their NVDIMMs, their device class and their capacity. */
#ifndef PMEMCAP_OBJ_BUS_H
#define PMEMCAP_OBJ_BUS_H

#include "object.h"

void judge_bus(struct judge_ctx *ctx, size_t index);

void judge_region(struct judge_ctx *ctx, const struct nd_region *region);

#endif
