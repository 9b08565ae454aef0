/* SPDX-License-Identifier: GPL-2.0-only */
/* Namespaces: what each gives now, and what it could be made into. */
#ifndef PMEMCAP_OBJ_NAMESPACE_H
#define PMEMCAP_OBJ_NAMESPACE_H

#include "object.h"

/* Needs the dax devices and the disks. */
void judge_namespace(struct judge_ctx *ctx, size_t index);

#endif
