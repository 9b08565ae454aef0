/* SPDX-License-Identifier: GPL-2.0-only */
/* Which options is the kernel built with? */
#ifndef PMEMCAP_HOST_OPTIONS_H
#define PMEMCAP_HOST_OPTIONS_H

#include "../../facts/host.h"
#include "../verdict.h"

/*
 * Which options are in: from the configuration, else from symbols, seeds,
 * drivers and installed modules. Fills verdict->options.
 */
void judge_options(struct host_verdict *verdict, const struct facts *facts);

#endif
