/* SPDX-License-Identifier: GPL-2.0-only */
/* Windows of host addresses: can a region be made in one, and with which command? */
#ifndef PMEMCAP_OBJ_CXL_WINDOW_H
#define PMEMCAP_OBJ_CXL_WINDOW_H

#include "object.h"

/*
 * The `cxl create-region` that makes a region of free bytes of a device, for the caller to free.
 * NULL: the facts do not show that it would work. If the kernel is why, a check about the device
 * says so.
 */
char *cxl_create_command(struct judge_ctx *ctx, const struct cxl_memdev *memdev,
			 unsigned long long free_bytes, bool pmem);

#endif
