/* SPDX-License-Identifier: GPL-2.0-only */
/* Device-mapper devices of --probe: made, asked, removed (drivers/md/dm-ioctl.c, 5.10 to 7.x). */
#ifndef PMEMCAP_PROBE_DM_H
#define PMEMCAP_PROBE_DM_H

#include <sys/types.h>

#include "../lib/tri.h"

/*
 * Is a dax_device behind the disk called number? The nth question of this
 * process. Returns 0 with *dax set, or -errno: -EBUSY where somebody has claimed
 * the disk. What it makes is gone when it comes back, but for the claim on the disk,
 * which may last some milliseconds longer, and for a failure of the removal
 * itself, which dm_remove_ours() tries once more.
 */
int dm_ask(int control, unsigned int n, dev_t number, unsigned long long sectors, enum tri *dax);

/* Remove what process owner, of this PID namespace, has made and not removed. As far as that goes. */
void dm_remove_ours(int control, pid_t owner);

/* The same of processes that have ended. Before the first question. */
void dm_remove_stale(int control);

#endif
