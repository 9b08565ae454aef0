/* SPDX-License-Identifier: GPL-2.0-only */
/* Which drivers dax devices are bound to: what the host needs of the dax bus. */
#ifndef PMEMCAP_DAX_BUS_H
#define PMEMCAP_DAX_BUS_H

struct facts;

/*
 * Note the drivers that dax devices on /sys/bus/dax are bound to, and what made the devices, in
 * facts->dax: by libdaxctl (dax_library_use()) or from sysfs. Needs facts->nd_buses.
 */
void observe_dax_bus(struct facts *facts);

#endif
