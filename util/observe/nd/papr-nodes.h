/* SPDX-License-Identifier: GPL-2.0-only */
/* NVDIMMs in the device tree of PowerVM and of QEMU's pseries machine. */
#ifndef PMEMCAP_PAPR_NODES_H
#define PMEMCAP_PAPR_NODES_H

struct facts;
struct inventory;

/*
 * Set environment.papr_idle from the nodes below ibm,persistent-memory for which there is no nd bus
 * (arch/powerpc/platforms/pseries/papr_scm.c names its buses after them, 5.10 to 7.3).
 */
void observe_papr_nodes(struct inventory *inventory, struct facts *facts);

#endif
