/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What libndctl knows about the running system's nd bus. libndctl omits devices with an unreadable
 * attribute. It returns 0, -1 or "unknown" both for an unreadable attribute and for an attribute
 * with that value. Such values are read again from sysfs (libndctl 76 to 81, ndctl/lib/libndctl.c:
 * add_bus(), add_region(), add_namespace(), __add_pfn()).
 */
#ifndef PMEMCAP_ND_LIBRARY_H
#define PMEMCAP_ND_LIBRARY_H

#include <stdbool.h>
#include <stddef.h>

struct facts;
struct nd_bus;
struct nd_library;
struct nd_namespace;
struct nd_region;
struct ndctl_ctx;

/*
 * Let the library list all devices, in announced steps (progress.h). names: number of devices on the
 * bus. given: the caller's context, which must outlive the result; NULL: one is made, as ndctl's
 * main() does. One is also made while udev is busy: a given context may wait 5 s for udev's queue
 * before each list, and its timeout cannot be changed (libndctl 76 to 81, ndctl/lib/libndctl.c:
 * ndctl_bus_wait_probe(), ndctl_new()). Until nd_library_close() the context logs only if NDCTL_LOG
 * is set. NULL: there is no device or no context, or the library may not be called (libraries.h).
 * If a step does not return, the result has the devices that were listed before it.
 */
struct nd_library *nd_library_open(struct ndctl_ctx *given, const struct facts *facts,
				   size_t names);

/* Give the context back as it was, or drop our own, and free the list; NULL is allowed. */
void nd_library_close(struct nd_library *library);

/*
 * The bus of a region or dimm, owned by the library. NULL: the device is not listed, or library is
 * NULL. All functions below accept NULL, too.
 */
const char *nd_library_bus_of(const struct nd_library *library, const char *dev);

/* The provider of a bus, owned by the library. NULL: not known. */
const char *nd_library_provider(const struct nd_library *library, const char *bus);

/* The scrub state of a bus, "active" or "idle". NULL: not known, or it has none. */
const char *nd_library_scrub_state(struct nd_library *library, const char *bus);

/* Does a dimm have a readable label area? False: it has none, or the library has no answer. */
bool nd_library_has_labels(struct nd_library *library, const char *dimm);

/*
 * Fill a region whose dev is set. False: the library does not list it, and nothing is set. If an
 * attribute is read again from sysfs and is unreadable, it is added to facts->skips and
 * region->unread is set.
 */
bool nd_library_fill_region(struct nd_library *library, struct facts *facts,
			    struct nd_region *region);

/*
 * Size of a namespace: bytes. 0: the library does not list it or does not know its size or type; it
 * may be a seed.
 */
unsigned long long nd_library_namespace_size(const struct nd_library *library, const char *dev);

/*
 * Fill a namespace whose dev and size are set. Fields that come from the region are not touched,
 * but a NUMA node of its own replaces the region's.
 * The return value and the errors are those of nd_library_fill_region().
 */
bool nd_library_fill_namespace(struct nd_library *library, struct facts *facts,
			       struct nd_namespace *ns);

#endif
