/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PMEMCAP_PROBE_MOUNT_H
#define PMEMCAP_PROBE_MOUNT_H

#include "../facts/inventory.h"

/*
 * Test the mounts of disks with a file without a name. Sets probed_dax and probed_map_sync. If a
 * mount is read-only, cannot have such files or does not answer in time, a skip says so instead.
 */
void probe_mounts(struct inventory *inventory, struct facts *facts);

#endif
