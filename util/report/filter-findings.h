/* SPDX-License-Identifier: GPL-2.0-only */
/* Which findings the filters leave: those about an object that is shown, or that explain one. */
#ifndef PMEMCAP_FILTER_FINDINGS_H
#define PMEMCAP_FILTER_FINDINGS_H

#include "context.h"

/* Drops the others from host, whose findings those of report are. Without a filter all stay. */
void filter_findings(struct host_verdict *host, const struct report *report);

#endif
