/* SPDX-License-Identifier: GPL-2.0-only */
/* The physical addresses of a dax device. */
#ifndef PMEMCAP_DAX_RANGE_H
#define PMEMCAP_DAX_RANGE_H

struct dax_device;
struct sysfs_dir;

/*
 * Fill device->ranges from the mappingN directories of the device's open directory, which only root
 * can read (drivers/dax/bus.c, 5.10 to 7.3). The ranges count only if they add up to device->size.
 * If one is unreadable, a skip says so; the device does not become unread. They are read from
 * sysfs, because daxctl_mapping_get_first() of libdaxctl ends its list at one that it cannot read.
 */
void dax_ranges_read(struct dax_device *device, const struct sysfs_dir *dir);

#endif
