// SPDX-License-Identifier: GPL-2.0-only
/* What each nd bus says of the driver that registered it: the host's part of the nd bus. */
#include <stdlib.h>

#include "../must.h"
#include "observe.h"
#include "reader.h"
#include "sysfs.h"

#define DEVICES "/sys/bus/nd/devices"

/* A provider that cannot be read proves nothing. */
static void look_at_bus(struct nd_bus_facts *buses, const char *dev)
{
	char *path = must_asprintf(DEVICES "/%s/provider", dev), text[128];

	if (reader_attr(path, text, sizeof(text)) > 0) {
		buses->providers =
			must_make_room(buses->providers, buses->count, sizeof(*buses->providers));
		buses->providers[buses->count++] = must_strdup(text);
	}
	free(path);
}

void observe_nd_buses(struct facts *facts)
{
	struct sysfs_names names;

	/* observe_seeds() says why the directory cannot be read. */
	sysfs_list(facts, DEVICES, "ndbus", &names);
	for (size_t i = 0; i < names.count; i++)
		look_at_bus(&facts->nd_buses, names.list[i]);
	sysfs_release_names(&names);
}
