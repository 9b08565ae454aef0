/* SPDX-License-Identifier: GPL-2.0-only */
/* The whole inventory, from buses to mounts. */
#ifndef PMEMCAP_OBSERVE_INVENTORY_H
#define PMEMCAP_OBSERVE_INVENTORY_H

struct facts;
struct inventory;
struct ndctl_ctx;

/*
 * Fill the inventory. Sources that cannot be read are added to facts->skips. The caller frees the
 * inventory with inventory_release(). ctx is used only on the running system. If it is NULL, a
 * context is made if there are devices.
 */
void observe_inventory(struct inventory *inventory, struct facts *facts, struct ndctl_ctx *ctx);

#endif
