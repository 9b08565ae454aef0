/* SPDX-License-Identifier: GPL-2.0-only */
/* Regions of the nd bus. */
#ifndef PMEMCAP_REGION_H
#define PMEMCAP_REGION_H

#include <stddef.h>

struct facts;
struct inventory;
struct nd_library;
struct sysfs_names;

/*
 * Add the region called dev ("region0") of a bus to the list. library may be NULL. listed: all
 * names on the nd bus. A namespace in the region's directory whose name is not in listed is counted
 * in inventory->unlisted.
 */
void nd_add_region(struct inventory *inventory, struct facts *facts, struct nd_library *library,
		   size_t bus, const char *dev, const struct sysfs_names *listed);

#endif
