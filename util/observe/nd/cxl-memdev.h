/* SPDX-License-Identifier: GPL-2.0-only */
/* CXL memory devices, and the endpoints that connect them to the host's windows. */
#ifndef PMEMCAP_CXL_MEMDEV_H
#define PMEMCAP_CXL_MEMDEV_H

struct cxl_facts;
struct facts;
struct sysfs_names;

/* Add the memory device to cxl->memdevs (drivers/cxl/core/memdev.c, 5.12 to 7.3). */
void take_memdev(struct cxl_facts *cxl, struct facts *facts, const char *name);

/*
 * Add what an endpoint says about its memory device, which must be in cxl->memdevs already. names:
 * all CXL devices.
 */
void take_endpoint(struct cxl_facts *cxl, struct facts *facts, const struct sysfs_names *names,
		   const char *name);

#endif
