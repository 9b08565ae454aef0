/* SPDX-License-Identifier: GPL-2.0-only */
/* What limits the use of a disk: bad blocks, a missing node, a mount or swap on it. */
#ifndef PMEMCAP_OBJ_DISK_STATE_H
#define PMEMCAP_OBJ_DISK_STATE_H

#include "object.h"

/* is a disk mounted, or something that stands on it? False for NO_INDEX. */
bool disk_is_in_use(const struct judge_ctx *ctx, size_t disk);

/* bad sectors of a disk, of a partition those within it, of a dm device its legs'. */
unsigned long long disk_bad_sectors(const struct judge_ctx *ctx, size_t index);

/* bad blocks of regions, disks and mounts. Needs the namespaces' verdicts. */
void judge_bad_blocks(struct judge_ctx *ctx);

/* is the disk's node missing, and needed? */
bool disk_has_no_node(const struct judge_ctx *ctx, size_t disk);

/* nodes of disks that are missing. Needs the disks' verdicts. */
void judge_nodes(struct judge_ctx *ctx);

#endif
