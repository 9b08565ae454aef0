/* SPDX-License-Identifier: GPL-2.0-only */
/* CXL memory that has not become an nd region or a dax device. */
#ifndef PMEMCAP_OBJ_CXL_H
#define PMEMCAP_OBJ_CXL_H

#include "object.h"

/*
 * Judge CXL memory. Returns true if a check was added, which explains why there is no such
 * device.
 */
bool judge_cxl(struct judge_ctx *ctx);

#endif
