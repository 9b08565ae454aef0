/* SPDX-License-Identifier: GPL-2.0-only */
/* Filter findings: keep those about an object that is shown, and those that explain one. */
#ifndef PMEMCAP_FILTER_FINDINGS_H
#define PMEMCAP_FILTER_FINDINGS_H

#include "context.h"

/*
 * Drop all other findings from host, which is the host's part of report->objects. Without a filter
 * all findings stay.
 */
void filter_findings(struct host_verdict *host, const struct report *report);

#endif
