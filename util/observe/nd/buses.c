// SPDX-License-Identifier: GPL-2.0-only
/* What each nd bus says of the driver that registered it: the host's part of the nd bus. */
#include "buses.h"

#include <errno.h>
#include <stdlib.h>

#include "../../lib/array.h"
#include "../../lib/xalloc.h"
#include "../read/reader.h"
#include "../read/sysfs.h"
#include "../record/errors.h"
#include "attributes.h"

/* A provider that cannot be read, or that says nothing, proves nothing. */
static void look_at_bus(const struct facts *facts, struct nd_bus_facts *buses, const char *dev)
{
	char *path = xasprintf(ND_DEVICES "/%s/provider", dev), text[128];
	int length = record_error(facts, path, reader_attr(path, text, sizeof(text)));
	bool is_name = length > 0 && length < (int)sizeof(text) - 1;

	/* What fills the buffer is no provider's name: the file holds something else. */
	buses->unread |= !is_name;
	if (is_name) {
		buses->providers =
			array_make_room(buses->providers, buses->count, sizeof(*buses->providers));
		buses->providers[buses->count++] = xstrdup(text);
	}
	free(path);
}

void observe_nd_buses(struct facts *facts)
{
	struct sysfs_names names;
	int rc;

	/* observe_seeds() says why the directory cannot be read. */
	rc = sysfs_list(facts, ND_DEVICES, "ndbus", &names);
	facts->nd_buses.unread = rc && rc != -ENOENT;
	for (size_t i = 0; i < names.count; i++)
		look_at_bus(facts, &facts->nd_buses, names.list[i]);
	sysfs_release_names(&names);
}
