/* SPDX-License-Identifier: GPL-2.0-only */
/* Does the firmware's memory map contain the ranges that memmap= declares persistent memory? */
#ifndef PMEMCAP_FIRMWARE_MEMMAP_H
#define PMEMCAP_FIRMWARE_MEMMAP_H

#include "../../facts/inventory.h"

/*
 * For regions of nd_e820 and ramdax, set nd_region.memory: does the region's range contain memory?
 * The range comes from /proc/iomem, where only root sees addresses, or from memmap= on the command
 * line. `resource` is not read. /sys/firmware/memmap (drivers/firmware/memmap.c, 5.10 to 7.3) shows
 * where memory is. Needs buses, regions and facts->kernel.cmdline.
 */
void observe_region_memory(struct inventory *inventory, struct facts *facts);

#endif
