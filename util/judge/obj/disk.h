/* SPDX-License-Identifier: GPL-2.0-only */
/* Disks, partitions and device-mapper: does each pass DAX through? */
#ifndef PMEMCAP_OBJ_DISK_H
#define PMEMCAP_OBJ_DISK_H

#include "object.h"

/*
 * Does a file system find its dax_device with __generic_fsdax_supported(), as in 5.10, or with
 * fs_dax_get_by_bdev(), as in 6.1 and later? CONFIG_DAX_DRIVER was removed between the two
 * releases, so it shows which.
 */
bool has_generic_fsdax_supported(const struct judge_ctx *ctx);

/* Judge all disks. The disks below another one are judged before it. */
void judge_disks(struct judge_ctx *ctx);

#endif
