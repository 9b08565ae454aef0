/* SPDX-License-Identifier: GPL-2.0-only */
/* Disks, partitions and device-mapper: does each pass DAX through? */
#ifndef PMEMCAP_OBJ_DISK_H
#define PMEMCAP_OBJ_DISK_H

#include "object.h"

/*
 * Does a file system come to its dax_device by __generic_fsdax_supported(), as in
 * 5.10, and not by fs_dax_get_by_bdev(), as since 6.1? CONFIG_DAX_DRIVER shows it:
 * it was given up between them.
 */
bool has_generic_fsdax_supported(const struct judge_ctx *ctx);

/* All of them; the disks below another are judged first. */
void judge_disks(struct judge_ctx *ctx);

#endif
