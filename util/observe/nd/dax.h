/* SPDX-License-Identifier: GPL-2.0-only */
/* Dax regions and devices. */
#ifndef PMEMCAP_DAX_H
#define PMEMCAP_DAX_H

#include <stdbool.h>

struct facts;
struct inventory;

/*
 * Fill dax regions and devices of both models (/sys/bus/dax and /sys/class/dax). On a running
 * system the values come from libdaxctl. What libdaxctl omits, such as devices without a node in
 * /dev, comes from sysfs.
 */
void observe_dax(struct inventory *inventory, struct facts *facts);

/*
 * Is it a name like "dax0.1"? Names appear in commands that people run, so other names are
 * rejected.
 */
bool dax_is_name(const char *name);

#endif
