/* SPDX-License-Identifier: GPL-2.0-only */
/* NVDIMMs: what they report of themselves, and which regions stand on them. */
#ifndef PMEMCAP_DIMM_H
#define PMEMCAP_DIMM_H

#include <stdbool.h>
#include <stddef.h>

struct facts;
struct inventory;

struct nd_dimm {
	char *dev;            /* "nmem0" */
	char *flags;          /* "not_armed save_fail", of the firmware; NULL: not told */
	char *security;       /* "locked", "unlocked", "disabled"; NULL: not told */
	long available_slots; /* free label slots; -1: no label area, or none that can be read */
	bool enabled, unread;
};

/*
 * Fill inventory->dimms and each region's dimms, from the attributes of
 * /sys/bus/nd/devices/nmemN (flags_show(), drivers/acpi/nfit/core.c and papr_scm.c;
 * security_show() and available_slots_show(), drivers/nvdimm/dimm_devs.c) and
 * regionN/mappingM (mapping_show(), region_devs.c). Needs the regions.
 */
void observe_dimms(struct inventory *inventory, struct facts *facts);

/* Does a dimm report this flag? */
bool dimm_has_flag(const struct nd_dimm *dimm, const char *flag);

/* Free the dimms, and the regions' lists of them. */
void dimms_release(struct inventory *inventory);

#endif
