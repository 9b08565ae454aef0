/* SPDX-License-Identifier: GPL-2.0-only */
/* Swap space. */
#ifndef PMEMCAP_SWAPS_H
#define PMEMCAP_SWAPS_H

struct facts;
struct inventory;

/* Mark listed disks that are swap space, from /proc/swaps. */
void observe_swaps(struct inventory *inventory, struct facts *facts);

/* The same, from the text of /proc/swaps, which is modified. */
void swaps_parse(struct inventory *inventory, char *text);

#endif
