/* SPDX-License-Identifier: GPL-2.0-only */
/* What limits the use of a disk: bad blocks, a missing node, a mount or swap on it. */
#ifndef PMEMCAP_OBJ_DISK_STATE_H
#define PMEMCAP_OBJ_DISK_STATE_H

#include "object.h"

/* Is a disk, or something that stands on it, mounted or used as swap? False for NO_INDEX. */
bool disk_is_in_use(const struct judge_ctx *ctx, size_t disk);

/* Bad sectors of a disk. A partition has those within it, a dm device those of its legs. */
unsigned long long disk_bad_sectors(const struct judge_ctx *ctx, size_t index);

/* Report bad blocks of regions, disks and mounts. Needs the namespaces' verdicts. */
void judge_bad_blocks(struct judge_ctx *ctx);

/* Is the disk's node missing although it is needed? */
bool disk_has_no_node(const struct judge_ctx *ctx, size_t disk);

/* Report missing nodes of disks, and read-only disks. Needs the disks' verdicts. */
void judge_nodes(struct judge_ctx *ctx);

#endif
