/* SPDX-License-Identifier: GPL-2.0-only */
/* Device-mapper devices of --probe: made, asked, removed (drivers/md/dm-ioctl.c, 5.10 to 7.x). */
#ifndef PMEMCAP_PROBE_DM_H
#define PMEMCAP_PROBE_DM_H

#include <sys/types.h>

#include "../lib/tri.h"

/*
 * Does the disk with this device number have a dax_device? n counts the tests of this process.
 * Returns 0 with *dax set, or -errno: -EBUSY if someone has claimed the disk. The device-mapper device
 * is removed on return; the claim on the disk may last some milliseconds longer. If the removal
 * fails, dm_remove_ours() tries again.
 */
int dm_ask(int control, unsigned int n, dev_t number, unsigned long long sectors, enum tri *dax);

/* Remove devices that the process owner of this PID namespace has left, as far as possible. */
void dm_remove_ours(int control, pid_t owner);

/* The same for all processes that have ended, before the first test. */
void dm_remove_stale(int control);

#endif
