/* SPDX-License-Identifier: GPL-2.0-only */
/* Drivers of dax devices: all that the host's facts need from the dax bus. */
#ifndef PMEMCAP_DAX_BUS_H
#define PMEMCAP_DAX_BUS_H

struct facts;

/*
 * Fill facts->dax: the drivers that devices on /sys/bus/dax are bound to, and what created the
 * devices. The directories of the devices come from libdaxctl if dax_library_use() allows it, else
 * from sysfs. Needs facts->nd_buses.
 */
void observe_dax_bus(struct facts *facts);

#endif
