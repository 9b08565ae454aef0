/* SPDX-License-Identifier: GPL-2.0-only */
/* CXL regions: memory of one device or more, in a window of the host. */
#ifndef PMEMCAP_CXL_REGION_H
#define PMEMCAP_CXL_REGION_H

struct cxl_facts;
struct facts;
struct sysfs_names;

/*
 * Add the region to cxl->regions (drivers/cxl/core/region.c, 6.0 to 7.3). names: all CXL devices.
 */
void take_cxl_region(struct cxl_facts *cxl, struct facts *facts, const struct sysfs_names *names,
		     const char *name);

#endif
