/* SPDX-License-Identifier: GPL-2.0-only */
/* What nd buses prove about the running kernel. They prove nothing about a target kernel. */
#ifndef PMEMCAP_BUS_SEEN_H
#define PMEMCAP_BUS_SEEN_H

#include <stdbool.h>

#include "../../facts/host.h"

/* Where these are seen. */
#define BUS_SEEN_SOURCE "/sys/bus/nd/devices"

/*
 * Is a module's code in the kernel, since it registered an nd bus? By the bus's
 * provider: drivers/acpi/nfit/core.c, drivers/nvdimm/{e820,virtio_pmem,ramdax}.c,
 * drivers/cxl/pmem.c; 5.10 and later. of_pmem and papr_scm give the name of a
 * platform device, which other drivers could use too: that proves nothing.
 */
bool has_bus_proving_module(const struct facts *facts, enum kernel_module module);

/* Is an option in, since the module that it builds has registered a bus? */
bool has_bus_proving_option(const struct facts *facts, enum kernel_option option);

/*
 * Buses that could not be read: a bus proves its driver whatever the configuration and
 * the installed modules say, so one of them may prove what nothing else shows. Of a
 * module: only where a bus's provider would name it. Of a class: any, since the class of
 * an unread bus is not known.
 */
bool can_unread_bus_prove_module(const struct facts *facts, enum kernel_module module);
bool can_unread_bus_prove_class(const struct facts *facts);

#endif
