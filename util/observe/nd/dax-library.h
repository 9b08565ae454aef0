/* SPDX-License-Identifier: GPL-2.0-only */
/* Dax regions, devices and their memory as libdaxctl gives them, of the running system. */
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
 * From here on libdaxctl may be asked, through ctx: it stays the caller's and
 * must outlive every library that is open. NULL: dax_library_open() makes a
 * context of its own where there are devices, so that a machine without any does
 * not pay for it.
 */
void dax_library_use(struct daxctl_ctx *ctx);

/* From here on it may not, which is so at the beginning. */
void dax_library_leave(void);

/*
 * Let libdaxctl list its regions and devices. count: how many devices
 * /sys/bus/dax/devices and /sys/class/dax have, without any no call is made.
 * Returns NULL where the library may not be asked (libraries.h), cannot be had,
 * or did not answer in time. The caller closes with dax_library_close().
 */
struct dax_library *dax_library_open(const struct facts *facts, size_t count);

/*
 * The directory of the region that the device dev is from, "/sys/devices/platform/hmem.0";
 * owned by the library. NULL where libdaxctl does not list the device.
 */
const char *dax_library_parent(const struct dax_library *library, const char *dev);

/* Does libdaxctl list the device called dev? library may be NULL: no. */
bool dax_library_has(const struct dax_library *library, const char *dev);

/*
 * Size, align and target_node of device->dev. False, and nothing is set, where
 * libdaxctl does not list the device. What libdaxctl did not read or could not
 * parse is 0, target_node -1, and the caller reads it directly: the library does
 * not tell a missing attribute from an unreadable one.
 */
bool dax_library_device(const struct dax_library *library, struct dax_device *device);

/* The same for size, available_size and align of the region that the device dev is from. */
bool dax_library_region(const struct dax_library *library, const char *dev,
			struct dax_region *region);

/*
 * Memory blocks of a device that is bound to kmem. False, and nothing is set,
 * where libdaxctl does not tell: not as root, not in time.
 */
bool dax_library_memory(const struct dax_library *library, struct dax_device *device);

/* Free the library, and the context if it is one of its own; NULL is allowed. */
void dax_library_close(struct dax_library *library);

#endif
