/* SPDX-License-Identifier: GPL-2.0-only */
/* The firmware's map of memory, against ranges that the command line calls memory. */
#ifndef PMEMCAP_FIRMWARE_MEMMAP_H
#define PMEMCAP_FIRMWARE_MEMMAP_H

#include "../../facts/inventory.h"

/*
 * Fill memory of every region that nd_e820 or ramdax has made: is there memory at
 * its range? The range is that of /proc/iomem, whose addresses root alone sees, or
 * of memmap= on the command line; memory is what /sys/firmware/memmap calls so
 * (drivers/firmware/memmap.c, 5.10 to 7.3). Needs the buses, the regions and
 * facts->kernel.cmdline. `resource` is not read.
 */
void observe_region_memory(struct inventory *inventory, struct facts *facts);

#endif
