/* SPDX-License-Identifier: GPL-2.0-only */
/* A namespace, and the personality (btt, pfn, dax) that holds it. */
#ifndef PMEMCAP_NAMESPACE_H
#define PMEMCAP_NAMESPACE_H

struct facts;
struct inventory;
struct nd_library;

/*
 * Add a namespace ("namespace0.1") to the list, unless it is a seed. If its region is not listed,
 * or if it has no size attribute, it is only counted in inventory->unlisted. If its size is
 * unreadable, it is listed as unread. library may be NULL.
 */
void observe_namespace(struct inventory *inventory, struct facts *facts, struct nd_library *library,
		       const char *dev);

#endif
