/* SPDX-License-Identifier: GPL-2.0-only */
/* The machine that a configuration is for. */
#ifndef PMEMCAP_MACHINE_CONFIG_H
#define PMEMCAP_MACHINE_CONFIG_H

#include "../../facts/host.h"

/* Infer the machine from the symbols of a configuration, or else from its header. */
struct machine_guess machine_of_config(const struct kconfig_facts *config);

#endif
