/* SPDX-License-Identifier: GPL-2.0-only */
/* CXL memory as sysfs shows it. */
#ifndef PMEMCAP_CXL_H
#define PMEMCAP_CXL_H

#include <stdbool.h>

struct cxl_facts;
struct facts;

/*
 * Fill cxl from /sys/bus/cxl/devices (drivers/cxl/core, 5.18 to 7.3). PCI functions of class
 * 0x050210 (CXL 3.0, 8.1.12.1) are searched if there is any sign of CXL or if there is no nd
 * region. Missing files are no error. Unreadable files are added to facts->skips. Free with
 * cxl_release().
 */
void observe_cxl(struct cxl_facts *cxl, struct facts *facts, bool nd_regions);

#endif
