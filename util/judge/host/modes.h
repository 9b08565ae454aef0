/* SPDX-License-Identifier: GPL-2.0-only */
/* What each mode needs, and whether it is there. */
#ifndef PMEMCAP_HOST_MODES_H
#define PMEMCAP_HOST_MODES_H

#include "../../facts/host.h"
#include "../verdict.h"

/* Every mode's checks, gates and limits. Needs all of the above; fills verdict->modes. */
void judge_modes(struct host_verdict *verdict, const struct facts *facts);

#endif
