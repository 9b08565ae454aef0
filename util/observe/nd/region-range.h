/* SPDX-License-Identifier: GPL-2.0-only */
/* Does a region of the device tree overlap memory that the kernel uses? */
#ifndef PMEMCAP_REGION_RANGE_H
#define PMEMCAP_REGION_RANGE_H

#include <stdbool.h>

struct facts;
struct inventory;

/*
 * Set memory of the regions of of_pmem to MEMORY_TAKEN if /proc/iomem shows that nothing can claim
 * their range. The address comes from the bus's provider; only root sees the addresses of
 * /proc/iomem. A capture records the result.
 */
void observe_region_ranges(struct inventory *inventory, struct facts *facts);

/*
 * Parse the address in a provider's name, "c0000000.pmem": of_device_make_bus_id() names a device
 * after the start of its first range (drivers/of/platform.c, 5.10 to 7.3). Returns false for other
 * names.
 */
bool region_range_start(const char *provider, unsigned long long *start);

/*
 * Does the text of /proc/iomem have a line that keeps the range of size bytes from being claimed?
 * "System RAM" is busy. "Reserved" is not, so a range inside it can be claimed, but no range can
 * that contains it or crosses its end (__request_region(), kernel/resource.c).
 */
bool region_range_is_taken(const char *text, unsigned long long start, unsigned long long size);

#endif
