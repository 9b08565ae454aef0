/* SPDX-License-Identifier: GPL-2.0-only */
/* Dax regions and devices. */
#ifndef PMEMCAP_DAX_H
#define PMEMCAP_DAX_H

#include <stdbool.h>

struct facts;
struct inventory;

/*
 * Dax regions and devices of either model, also those without a node in /dev:
 * by libdaxctl on a running system, and what it left out from sysfs.
 */
void observe_dax(struct inventory *inventory, struct facts *facts);

/* Is it like "dax0.1"? Names end up in commands that people run, so nothing else is taken. */
bool dax_is_name(const char *name);

#endif
