// SPDX-License-Identifier: GPL-2.0-only
/* The providers of nd buses, for the host's facts. */
#include "buses.h"

#include <errno.h>
#include <stdlib.h>

#include "../../lib/array.h"
#include "../../lib/xalloc.h"
#include "../read/reader.h"
#include "../read/sysfs.h"
#include "../record/errors.h"
#include "attributes.h"

static void read_provider(const struct facts *facts, struct nd_bus_fact *bus)
{
	char *path = xasprintf(ND_DEVICES "/%s/provider", bus->dev), text[128];
	int length = record_error(facts, path, reader_attr(path, text, sizeof(text)));

	bus->error = length < 0 ? length : 0;
	/* A provider's name is shorter than the buffer. A longer text is something else. */
	if (length > 0 && length < (int)sizeof(text) - 1)
		bus->provider = xstrdup(text);
	free(path);
}

static void take_bus(const struct facts *facts, struct nd_bus_facts *buses, const char *dev)
{
	struct nd_bus_fact *bus;

	buses->list = array_make_room(buses->list, buses->count, sizeof(*bus));
	bus = &buses->list[buses->count++];
	*bus = (struct nd_bus_fact){ .dev = xstrdup(dev) };
	read_provider(facts, bus);
	buses->unread |= !bus->provider;
}

void observe_nd_buses(struct facts *facts)
{
	struct sysfs_names names;
	int rc;

	/* observe_seeds() notes why the directory cannot be read. */
	rc = sysfs_list(facts, ND_DEVICES, "ndbus", &names);
	facts->nd_buses.unread = rc && rc != -ENOENT;
	for (size_t i = 0; i < names.count; i++)
		take_bus(facts, &facts->nd_buses, names.list[i]);
	sysfs_release_names(&names);
}
