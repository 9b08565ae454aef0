/* SPDX-License-Identifier: GPL-2.0-only */
/* Causes outside the objects: firmware, command line, memory hotplug, permissions. */
#ifndef PMEMCAP_OBJ_PLATFORM_H
#define PMEMCAP_OBJ_PLATFORM_H

#include "object.h"

/*
 * Name the NVDIMMs of a PAPR device tree that no driver has. Returns whether there are any: they
 * explain why there is no region.
 */
bool judge_papr_nodes(struct judge_ctx *ctx);

/* Needs the namespaces. */
void judge_platform(struct judge_ctx *ctx);

#endif
