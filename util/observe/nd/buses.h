/* SPDX-License-Identifier: GPL-2.0-only */
/* Providers of nd buses: what the host needs of the nd bus. */
#ifndef PMEMCAP_BUSES_H
#define PMEMCAP_BUSES_H

struct facts;

/* Fill facts->nd_buses from /sys/bus/nd (provider_show(), drivers/nvdimm/bus.c). */
void observe_nd_buses(struct facts *facts);

#endif
