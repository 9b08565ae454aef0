/* SPDX-License-Identifier: GPL-2.0-only */
/* What nd buses prove about the running kernel. They prove nothing about a target kernel. */
#ifndef PMEMCAP_BUS_SEEN_H
#define PMEMCAP_BUS_SEEN_H

#include <stdbool.h>

#include "../../facts/host.h"

/* The directory that shows the buses. */
#define BUS_SEEN_SOURCE "/sys/bus/nd/devices"

/*
 * Does an nd bus prove that a module's code is in the kernel? The provider of a bus names the
 * module that registered it (drivers/acpi/nfit/core.c,
 * drivers/nvdimm/{e820,virtio_pmem,ramdax}.c, drivers/cxl/pmem.c; 5.10 and later). of_pmem and
 * papr_scm give the name of a platform device instead. Other drivers could use that name too,
 * so it proves nothing.
 */
bool has_bus_proving_module(const struct facts *facts, enum kernel_module module);

/* Does an nd bus prove an option, because the option's module registered the bus? */
bool has_bus_proving_option(const struct facts *facts, enum kernel_option option);

/*
 * Could a bus that was not read prove a module, or a class? A bus proves its driver, whatever
 * the configuration and the installed modules say. A module counts only if the provider of a
 * bus could name it. Every class counts, since the class of an unread bus is unknown.
 */
bool can_unread_bus_prove_module(const struct facts *facts, enum kernel_module module);
bool can_unread_bus_prove_class(const struct facts *facts);

#endif
