/* SPDX-License-Identifier: GPL-2.0-only */
/* The state of each object: enabled or disabled, and a dax device's mode. */
#ifndef PMEMCAP_OBJ_STATE_H
#define PMEMCAP_OBJ_STATE_H

#include "object.h"

/* Fills enabled of every object, and mode of dax devices. */
void judge_states(struct judge_ctx *ctx);

#endif
