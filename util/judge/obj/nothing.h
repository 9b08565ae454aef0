/* SPDX-License-Identifier: GPL-2.0-only */
/* There is neither a region nor a dax device. */
#ifndef PMEMCAP_OBJ_NOTHING_H
#define PMEMCAP_OBJ_NOTHING_H

#include "object.h"

/* Report why, as far as the facts show it. */
void judge_nothing(struct judge_ctx *ctx);

#endif
