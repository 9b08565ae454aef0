/* SPDX-License-Identifier: GPL-2.0-only */
/* CXL memory on its way to an nd region or a dax device. */
#ifndef PMEMCAP_OBJ_CXL_H
#define PMEMCAP_OBJ_CXL_H

#include "object.h"

/* Returns whether something was found that explains why there is none. */
bool judge_cxl(struct judge_ctx *ctx);

#endif
