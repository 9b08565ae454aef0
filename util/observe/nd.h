/* SPDX-License-Identifier: GPL-2.0-only */
/* What nd.c and nd-namespace.c share. */
#ifndef PMEMCAP_ND_H
#define PMEMCAP_ND_H

struct facts;
struct inventory;

/* The directory of a device on the nd bus, for the caller to free. */
char *nd_path(const char *dev);

/*
 * Add a namespace ("namespace0.1") to the list, unless it is a seed. Its region
 * must be in the list. One that has no region, or whose size cannot be read,
 * is counted in inventory->unlisted.
 */
void observe_namespace(struct inventory *inventory, struct facts *facts, const char *dev);

#endif
