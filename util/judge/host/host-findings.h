/* SPDX-License-Identifier: GPL-2.0-only */
/* The host's findings, which follow from its checks. */
#ifndef PMEMCAP_HOST_HOST_FINDINGS_H
#define PMEMCAP_HOST_HOST_FINDINGS_H

#include "../verdict.h"

/* Reasons, hazards and contradictions in words. Needs all of the above; fills verdict->findings. */
void judge_host_findings(struct host_verdict *verdict);

#endif
