/* SPDX-License-Identifier: GPL-2.0-only */
/* What the kernel answered to --probe. */
#ifndef PMEMCAP_OBJ_PROBE_H
#define PMEMCAP_OBJ_PROBE_H

#include "object.h"

/*
 * Apply the kernel's answer to --probe to a verdict. The answer overrides the judge's
 * conclusion, and a finding reports any difference. Call the function last for its object.
 * Without an answer it does nothing.
 */
void apply_probe_disk(struct judge_ctx *ctx, size_t index);
void apply_probe_dax_device(struct judge_ctx *ctx, size_t index);
void apply_probe_mount(struct judge_ctx *ctx, size_t index);

/*
 * The same for MAP_SYNC of a mount whose DAX has been judged. Returns the answer, or concluded
 * if the answer does not count.
 */
enum tri apply_probe_map_sync(struct judge_ctx *ctx, size_t index, enum tri concluded);

#endif
