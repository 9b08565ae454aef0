/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What bound dax devices prove about the running kernel. They prove nothing about a target
 * kernel.
 */
#ifndef PMEMCAP_DAX_SEEN_H
#define PMEMCAP_DAX_SEEN_H

#include <stdbool.h>

#include "../../facts/host.h"

/* Where these are seen. */
#define DAX_SEEN_SOURCE "/sys/bus/dax/devices"

/* Is an option in, since a bound dax device cannot be there without it? */
bool has_dax_proving_option(const struct facts *facts, enum kernel_option option);

/* Is a module's code in the kernel, since a dax device is bound to its driver? */
bool has_dax_proving_module(const struct facts *facts, enum kernel_module module);

/* Classes (enum device_class, as bits) that have a bound dax device. */
unsigned int dax_classes_proven(const struct facts *facts);

#endif
