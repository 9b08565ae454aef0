/* SPDX-License-Identifier: GPL-2.0-only */
/* Dax regions, devices and their memory on the running system, as libdaxctl shows them. */
#ifndef PMEMCAP_DAX_LIBRARY_H
#define PMEMCAP_DAX_LIBRARY_H

#include <stdbool.h>
#include <stddef.h>

struct daxctl_ctx;
struct dax_device;
struct dax_library;
struct dax_region;
struct facts;

/*
 * Allow calls to libdaxctl. They use ctx, which the caller owns and keeps until every library is
 * closed. If ctx is NULL, dax_library_open() makes a context, but only if there are devices: making
 * one takes time.
 */
void dax_library_use(struct daxctl_ctx *ctx);

/* Forbid calls to libdaxctl. This is also the initial state. */
void dax_library_leave(void);

/*
 * Let libdaxctl list its regions and devices. count: number of devices in /sys/bus/dax/devices and
 * /sys/class/dax; if it is 0, the library is not called. Returns NULL if the library may not be
 * called (libraries.h), is missing, or did not answer in time. The caller closes with
 * dax_library_close().
 */
struct dax_library *dax_library_open(const struct facts *facts, size_t count);

/*
 * The directory of the region that contains the device dev, "/sys/devices/platform/hmem.0"; owned
 * by the library. NULL: libdaxctl does not list the device.
 */
const char *dax_library_parent(const struct dax_library *library, const char *dev);

/*
 * Fill size, align and target_node of device->dev. False: libdaxctl does not list the device, and
 * nothing is set. A value that libdaxctl could not read or parse becomes 0, or -1 for target_node.
 * The caller then reads it from sysfs, since libdaxctl does not distinguish a missing attribute
 * from an unreadable one.
 */
bool dax_library_device(const struct dax_library *library, struct dax_device *device);

/* The same for size, available_size and align of the region that contains the device dev. */
bool dax_library_region(const struct dax_library *library, const char *dev,
			struct dax_region *region);

/*
 * Fill device->memory of a device that is bound to kmem. False: libdaxctl has no answer, since the
 * caller is not root or the call may take too long; nothing is set.
 */
bool dax_library_memory(const struct dax_library *library, struct dax_device *device);

/* Free the library, and its context if dax_library_open() made it. NULL is allowed. */
void dax_library_close(struct dax_library *library);

#endif
