/* SPDX-License-Identifier: GPL-2.0-only */
/* NVDIMMs, and the regions on them. */
#ifndef PMEMCAP_DIMM_H
#define PMEMCAP_DIMM_H

struct facts;
struct inventory;

/*
 * Fill inventory->dimms and each region's dimms from /sys/bus/nd/devices/nmemN (flags_show(),
 * drivers/acpi/nfit/core.c and papr_scm.c; security_show() and available_slots_show(),
 * drivers/nvdimm/dimm_devs.c) and regionN/mappingM (mapping_show(), region_devs.c). Needs
 * inventory->regions.
 */
void observe_dimms(struct inventory *inventory, struct facts *facts);

#endif
