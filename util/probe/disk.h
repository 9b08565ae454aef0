/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PMEMCAP_PROBE_DISK_H
#define PMEMCAP_PROBE_DISK_H

#include "../facts/inventory.h"

/*
 * Test the unused disks through device-mapper. Sets probed_dax. A skip says why another disk was
 * not tested.
 */
void probe_disks(struct inventory *inventory, struct facts *facts);

#endif
