/* SPDX-License-Identifier: GPL-2.0-only */
/* CXL memory devices: capacity that no region has, and how a region can be made of it. */
#ifndef PMEMCAP_OBJ_CXL_MEMDEV_H
#define PMEMCAP_OBJ_CXL_MEMDEV_H

#include "object.h"

/* Add a check for what keeps the memory of a device from being in a region. */
void judge_cxl_memdev(struct judge_ctx *ctx, const struct cxl_memdev *memdev);

#endif
