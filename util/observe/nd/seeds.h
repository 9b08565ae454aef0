/* SPDX-License-Identifier: GPL-2.0-only */
/* Seeds: the idle btt, pfn and dax device that every enabled region keeps ready. */
#ifndef PMEMCAP_SEEDS_H
#define PMEMCAP_SEEDS_H

struct facts;

/* Fill facts->seeds from the enabled regions on the nd bus (drivers/nvdimm/region_devs.c). */
void observe_seeds(struct facts *facts);

#endif
