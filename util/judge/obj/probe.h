/* SPDX-License-Identifier: GPL-2.0-only */
/* What the kernel answered to --probe. */
#ifndef PMEMCAP_OBJ_PROBE_H
#define PMEMCAP_OBJ_PROBE_H

#include "object.h"

/*
 * What the kernel said when it was asked (--probe) is believed before
 * anything that was concluded, and a finding where the two differ. Each comes
 * last for its object; without an answer nothing happens.
 */
void apply_probe_disk(struct judge_ctx *ctx, size_t index);
void apply_probe_dax_device(struct judge_ctx *ctx, size_t index);
void apply_probe_mount(struct judge_ctx *ctx, size_t index);

/* The same for MAP_SYNC, of a mount whose DAX has been judged: what remains of a conclusion. */
enum tri apply_probe_map_sync(struct judge_ctx *ctx, size_t index, enum tri concluded);

#endif
