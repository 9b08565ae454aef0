/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PMEMCAP_PROBE_DISK_H
#define PMEMCAP_PROBE_DISK_H

#include "../facts/inventory.h"

/*
 * Ask the disks that nobody uses, through device-mapper: sets probed_dax. Each other disk gives a
 * skip that tells why.
 */
void probe_disks(struct inventory *inventory, struct facts *facts);

#endif
