/* SPDX-License-Identifier: GPL-2.0-only */
/* Causes outside the objects: firmware, command line, memory hotplug, permissions. */
#ifndef PMEMCAP_OBJ_PLATFORM_H
#define PMEMCAP_OBJ_PLATFORM_H

#include "object.h"

/* Needs the namespaces. */
void judge_platform(struct judge_ctx *ctx);

#endif
