/* SPDX-License-Identifier: GPL-2.0-only */
/* The nd bus: buses, regions and namespaces. */
#ifndef PMEMCAP_ND_H
#define PMEMCAP_ND_H

struct facts;
struct inventory;
struct ndctl_ctx;

/*
 * Fill buses, regions and namespaces, including disabled ones. ctx may be NULL: then a context is
 * made if there are devices. Only used on the running system.
 */
void observe_nd(struct inventory *inventory, struct facts *facts, struct ndctl_ctx *ctx);

#endif
