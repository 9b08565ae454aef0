/* SPDX-License-Identifier: GPL-2.0-only */
/* Providers of nd buses: all that the host's facts need from the nd bus. */
#ifndef PMEMCAP_BUSES_H
#define PMEMCAP_BUSES_H

struct facts;

/* Fill facts->nd_buses from /sys/bus/nd (provider_show(), drivers/nvdimm/bus.c). */
void observe_nd_buses(struct facts *facts);

#endif
