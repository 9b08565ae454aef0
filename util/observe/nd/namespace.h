/* SPDX-License-Identifier: GPL-2.0-only */
/* A namespace, and the personality (btt, pfn, dax) that holds it. */
#ifndef PMEMCAP_NAMESPACE_H
#define PMEMCAP_NAMESPACE_H

struct facts;
struct inventory;
struct nd_library;

/*
 * Add a namespace ("namespace0.1") to the list, unless it is a seed. A namespace without a listed
 * region, or with an unreadable size, is counted in inventory->unlisted. library may be NULL.
 */
void observe_namespace(struct inventory *inventory, struct facts *facts, struct nd_library *library,
		       const char *dev);

#endif
