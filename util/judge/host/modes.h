/* SPDX-License-Identifier: GPL-2.0-only */
/* What each mode needs, and whether the host has it. */
#ifndef PMEMCAP_HOST_MODES_H
#define PMEMCAP_HOST_MODES_H

#include "../../facts/host.h"
#include "../verdict.h"

/*
 * Judge every mode: fill its checks, gates and limits in verdict->modes. Needs the rest of the
 * host's verdict, except its findings.
 */
void judge_modes(struct host_verdict *verdict, const struct facts *facts);

#endif
