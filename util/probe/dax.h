/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PMEMCAP_PROBE_DAX_H
#define PMEMCAP_PROBE_DAX_H

#include "../facts/inventory.h"

/* Ask the dax devices of the driver device_dax, by a mapping that nobody touches: sets probed_map. */
void probe_dax_devices(struct inventory *inventory, struct facts *facts);

#endif
