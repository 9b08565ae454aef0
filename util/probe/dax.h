/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PMEMCAP_PROBE_DAX_H
#define PMEMCAP_PROBE_DAX_H

#include "../facts/inventory.h"

/*
 * Test the dax devices of the driver device_dax: map each, without access to the mapping. Sets
 * probed_map.
 */
void probe_dax_devices(struct inventory *inventory, struct facts *facts);

#endif
