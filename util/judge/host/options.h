/* SPDX-License-Identifier: GPL-2.0-only */
/* The options that the kernel is built with. */
#ifndef PMEMCAP_HOST_OPTIONS_H
#define PMEMCAP_HOST_OPTIONS_H

#include "../../facts/host.h"
#include "../verdict.h"

/*
 * Find out which options the kernel is built with: from the configuration, or else from
 * symbols, seeds, drivers and installed modules. Fills verdict->options.
 */
void judge_options(struct host_verdict *verdict, const struct facts *facts);

#endif
