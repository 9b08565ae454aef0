/* SPDX-License-Identifier: GPL-2.0-only */
/* File systems and mounts. */
#ifndef PMEMCAP_OBJ_MOUNT_H
#define PMEMCAP_OBJ_MOUNT_H

#include "object.h"

/* Needs the disks. */
void judge_mounts(struct judge_ctx *ctx);

#endif
