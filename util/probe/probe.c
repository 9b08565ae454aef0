// SPDX-License-Identifier: GPL-2.0-only
#include "probe.h"

#include "dax.h"
#include "disk.h"
#include "mount.h"

void probe_inventory(struct inventory *inventory, struct facts *facts)
{
	inventory->probed = true;
	probe_disks(inventory, facts);
	probe_dax_devices(inventory, facts);
	probe_mounts(inventory, facts);
}
