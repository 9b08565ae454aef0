/* SPDX-License-Identifier: GPL-2.0-only */
/* A bus, and its dimms. */
#ifndef PMEMCAP_BUS_H
#define PMEMCAP_BUS_H

struct facts;
struct inventory;
struct nd_bus;
struct nd_library;

/*
 * Add the bus called dev ("ndbus0") to the list. library may be NULL, here and below: then
 * everything is read from sysfs.
 */
void nd_add_bus(struct inventory *inventory, struct facts *facts, struct nd_library *library,
		const char *dev);

/* Add the dimm called dev ("nmem0") to the counts of the bus. */
void nd_count_dimm(struct nd_bus *bus, struct facts *facts, struct nd_library *library,
		   const char *dev);

#endif
