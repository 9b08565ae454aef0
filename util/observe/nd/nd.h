/* SPDX-License-Identifier: GPL-2.0-only */
/* The nd bus: buses, regions and namespaces. */
#ifndef PMEMCAP_ND_H
#define PMEMCAP_ND_H

struct facts;
struct inventory;
struct ndctl_ctx;

/* Buses, regions and namespaces, those that are disabled too. */
void observe_nd(struct inventory *inventory, struct facts *facts, struct ndctl_ctx *ctx);

#endif
