/* SPDX-License-Identifier: GPL-2.0-only */
/* Device-mapper devices of --probe: create, test, remove (drivers/md/dm-ioctl.c, 5.10 to 7.x). */
#ifndef PMEMCAP_PROBE_DM_H
#define PMEMCAP_PROBE_DM_H

#include <sys/types.h>

#include "../lib/tri.h"

/*
 * Does the disk with this device number have a dax_device? n is the number of the test in this
 * process. Returns 0 with *dax set, or -errno: -EBUSY if the disk is claimed. The device-mapper
 * device is removed on return; the claim on the disk may last some milliseconds longer. If the
 * removal fails, dm_remove_ours() tries again.
 */
int dm_ask(int control, unsigned int n, dev_t number, unsigned long long sectors, enum tri *dax);

/*
 * Remove the devices that the process owner, in this PID namespace, has left; errors are ignored.
 */
void dm_remove_ours(int control, pid_t owner);

/* Remove the devices of all processes that have ended. Call this before the first test. */
void dm_remove_stale(int control);

#endif
