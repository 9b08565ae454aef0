/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Gauges for node_exporter's textfile collector. They use only what the Prometheus text format
 * 0.0.4 and OpenMetrics 1.0 have in common. "# EOF" is the last line.
 */
#ifndef PMEMCAP_OPENMETRICS_H
#define PMEMCAP_OPENMETRICS_H

#include <stdio.h>

#include "context.h"

void openmetrics_print(FILE *out, const struct report *report);

#endif
