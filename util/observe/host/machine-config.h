/* SPDX-License-Identifier: GPL-2.0-only */
/* The machine that a configuration is for. */
#ifndef PMEMCAP_MACHINE_CONFIG_H
#define PMEMCAP_MACHINE_CONFIG_H

#include "../../facts/host.h"

/* From the header and the symbols of a configuration. */
struct machine_guess machine_of_config(const struct kconfig_facts *config);

#endif
