/* SPDX-License-Identifier: GPL-2.0-only */
/* What a probe is made of; not for other rooms. */
#ifndef PMEMCAP_PROBE_PARTS_H
#define PMEMCAP_PROBE_PARTS_H

#include "../observe/inventory.h"

/* Disks that nobody uses, through device-mapper; a skip for all others. Sets probed_dax. */
void probe_disks(struct inventory *inventory, struct facts *facts);

/* Dax devices of the driver device_dax, by a mapping that nobody touches. Sets probed_map. */
void probe_dax_devices(struct inventory *inventory, struct facts *facts);

/*
 * Mounts of disks, by a file without a name; a skip for what is read-only, has
 * no such files, or does not answer in time. Sets probed_dax and probed_map_sync.
 */
void probe_mounts(struct inventory *inventory, struct facts *facts);

#endif
