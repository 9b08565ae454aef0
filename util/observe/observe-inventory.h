/* SPDX-License-Identifier: GPL-2.0-only */
/* All of the inventory, from buses to mounts. */
#ifndef PMEMCAP_OBSERVE_INVENTORY_H
#define PMEMCAP_OBSERVE_INVENTORY_H

struct facts;
struct inventory;
struct ndctl_ctx;

/*
 * Look at everything there is in sysfs. Sources that could not be read are
 * added to facts->skips. The caller frees with inventory_release(). ctx is asked
 * of the running system alone; NULL: a context is made where there is something to
 * ask.
 */
void observe_inventory(struct inventory *inventory, struct facts *facts, struct ndctl_ctx *ctx);

#endif
