/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What bound dax devices, and DAX in use, prove about the running kernel. They prove nothing about
 * a target kernel.
 */
#ifndef PMEMCAP_DAX_SEEN_H
#define PMEMCAP_DAX_SEEN_H

#include <stdbool.h>

#include "../../facts/host.h"

/* The directory that shows the dax devices. */
#define DAX_SEEN_SOURCE "/sys/bus/dax/devices"

/* Does a bound dax device prove an option, because it cannot exist without the option? */
bool has_dax_proving_option(const struct facts *facts, enum kernel_option option);

/*
 * The source that shows DAX which the running kernel cannot give without an option: static. NULL: no
 * DAX in use proves the option.
 */
const char *dax_use_proving_option(const struct facts *facts, enum kernel_option option);

/* Does a dax device prove a module's code, because it is bound to the driver, or can be mapped? */
bool has_dax_proving_module(const struct facts *facts, enum kernel_module module);

/* Classes (enum device_class, as bits) that have a bound dax device. */
unsigned int dax_classes_proven(const struct facts *facts);

#endif
