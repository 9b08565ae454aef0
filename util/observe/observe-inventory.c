// SPDX-License-Identifier: GPL-2.0-only
/*
 * observe_inventory() needs libndctl. It has a file of its own, since alias-check uses observe.c
 * and does without libndctl.
 */
#include "observe-inventory.h"

#include <errno.h>
#include <string.h>

#include "../facts/inventory.h"
#include "block/block.h"
#include "block/mount-namespaces.h"
#include "block/mounts.h"
#include "block/swaps.h"
#include "host/environment.h"
#include "nd/cxl.h"
#include "nd/dax.h"
#include "nd/dimm.h"
#include "nd/firmware-memmap.h"
#include "nd/holder-class.h"
#include "nd/nd.h"
#include "nd/papr-nodes.h"
#include "nd/region-range.h"
#include "omissions.h"
#include "record/errors.h"
#include "record/record.h"

/*
 * Is the inventory invisible, since there is no sysfs or since the tree was captured for the host
 * only? Devices may exist all the same, so the lists are marked as incomplete.
 */
static bool cannot_be_seen(struct inventory *inventory, struct facts *facts)
{
	static const char buses[] = "/sys/bus";

	if (inventory->environment.no_sysfs)
		facts_skip(facts, buses, ENOENT, "buses dax_regions disks");
	else if (record_is_of_host(facts))
		facts_skip(facts, buses, ENODATA, "buses dax_regions disks");
	else
		return false;
	inventory->unlisted++;
	inventory->dax_unread = inventory->disks_unread = true;
	return true;
}

void observe_inventory(struct inventory *inventory, struct facts *facts, struct ndctl_ctx *ctx)
{
	memset(inventory, 0, sizeof(*inventory));
	observe_environment(inventory, facts);
	if (!cannot_be_seen(inventory, facts)) {
		observe_nd(inventory, facts, ctx);
		observe_region_memory(inventory, facts);
		observe_region_ranges(inventory, facts);
		observe_papr_nodes(inventory, facts);
		observe_dimms(inventory, facts);
		observe_holder_classes(inventory, facts);
		observe_cxl(&inventory->cxl, facts, inventory->region_count);
		observe_dax(inventory, facts);
		observe_block(inventory, facts);
	}
	if (observe_mounts(inventory, facts) && inventory->disk_count) {
		observe_swaps(inventory, facts);
		observe_other_mounts(inventory, facts);
	}
	record_note_timeouts(facts, true);
	omissions_note(facts);
}
