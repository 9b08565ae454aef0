/* SPDX-License-Identifier: GPL-2.0-only */
/* The state of every module. */
#ifndef PMEMCAP_HOST_MODULES_H
#define PMEMCAP_HOST_MODULES_H

#include "../../facts/host.h"
#include "../verdict.h"

/* The state of every module. Needs verdict->options; fills verdict->modules. */
void judge_modules(struct host_verdict *verdict, const struct facts *facts);

#endif
