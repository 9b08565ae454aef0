/* SPDX-License-Identifier: GPL-2.0-only */
/* The nd bus: buses, regions and namespaces. */
#ifndef PMEMCAP_ND_H
#define PMEMCAP_ND_H

struct facts;
struct inventory;
struct ndctl_ctx;

/*
 * Fill buses, regions and namespaces, including disabled ones. ctx is used only on the running
 * system. If it is NULL, a context is made if there are devices.
 */
void observe_nd(struct inventory *inventory, struct facts *facts, struct ndctl_ctx *ctx);

#endif
