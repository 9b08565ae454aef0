/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PMEMCAP_PROBE_MOUNT_H
#define PMEMCAP_PROBE_MOUNT_H

#include "../facts/inventory.h"

/*
 * Ask the mounts of disks, by a file without a name: sets probed_dax and probed_map_sync. A mount
 * that is read-only, cannot have such files or does not answer in time gives a skip instead.
 */
void probe_mounts(struct inventory *inventory, struct facts *facts);

#endif
