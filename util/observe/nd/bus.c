// SPDX-License-Identifier: GPL-2.0-only
#include "bus.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "../../facts/inventory.h"
#include "../../lib/array.h"
#include "../../lib/xalloc.h"
#include "../read/sysfs.h"
#include "attributes.h"
#include "library.h"

/* Dimms without labels have no available_slots (available_slots_show(), dimm_devs.c). */
void nd_count_dimm(struct nd_bus *bus, struct facts *facts, struct nd_library *library,
		   const char *dev)
{
	struct sysfs_dir dir;
	char *path, slots[32];

	bus->dimms++;
	/* The library gives the same answer for a dimm without labels and for an unreadable one. */
	if (nd_library_has_labels(library, dev))
		return;
	path = nd_path(dev);
	sysfs_open(&dir, facts, path, ND_AFFECTS);
	bus->dimms_without_labels +=
		sysfs_attr(&dir, "available_slots", slots, sizeof(slots)) == -ENOENT;
	sysfs_close(&dir);
	free(path);
}

/*
 * nfit/scrub is "2" or "2+": the number of scrubs done, and '+' while one is running (scrub_show(),
 * nfit/core.c).
 */
static char *scrub_state(struct facts *facts, const char *bus)
{
	struct sysfs_dir dir;
	char *scrub, *state;

	/* The directory is opened again, so that an error here does not make the bus unread. */
	sysfs_open(&dir, facts, bus, ND_AFFECTS);
	scrub = sysfs_text(&dir, "nfit/scrub");
	state = scrub ? xstrdup(strchr(scrub, '+') ? "active" : "idle") : NULL;
	sysfs_close(&dir);
	free(scrub);
	return state;
}

/*
 * papr_scm_probe() refuses a device without ibm,unit-guid, and sets ND_REGION_ASYNC if the node has
 * ibm,hcall-flush-required (5.10 to 7.3). If a tree has no guid, the device tree was not captured,
 * so the answer is unknown.
 */
static enum tri needs_flush_call(struct sysfs_dir *dir, const char *provider)
{
	if (!provider || !strstr(provider, "ibm,pmemory"))
		return TRI_UNKNOWN;
	if (sysfs_has(dir, "of_node/ibm,hcall-flush-required"))
		return TRI_YES;
	return sysfs_has(dir, "of_node/ibm,unit-guid") ? TRI_NO : TRI_UNKNOWN;
}

void nd_add_bus(struct inventory *inventory, struct facts *facts, struct nd_library *library,
		const char *dev)
{
	const char *provider = nd_library_provider(library, dev);
	const char *scrub = nd_library_scrub_state(library, dev);
	char *path = nd_path(dev);
	struct sysfs_dir dir;
	struct nd_bus *bus;

	inventory->buses = array_make_room(inventory->buses, inventory->bus_count, sizeof(*bus));
	bus = &inventory->buses[inventory->bus_count++];
	memset(bus, 0, sizeof(*bus));
	bus->dev = xstrdup(dev);
	sysfs_open(&dir, facts, path, ND_AFFECTS);
	bus->provider = provider ? xstrdup(provider) : sysfs_text(&dir, "provider");
	/*
	 * Every bus has a provider. If it cannot be read, this may be a bus that needs flush calls.
	 */
	if (!bus->provider || !*bus->provider) {
		sysfs_damaged(&dir, "provider");
		free(bus->provider);
		bus->provider = NULL;
	}
	bus->parent = sysfs_link(&dir, "../subsystem");
	bus->flush_call = needs_flush_call(&dir, bus->provider);
	bus->unread = sysfs_close(&dir);
	if (!bus->provider)
		bus->provider = xstrdup("unknown");
	bus->scrub_state = scrub ? xstrdup(scrub) : scrub_state(facts, path);
	free(path);
}
