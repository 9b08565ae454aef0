// SPDX-License-Identifier: GPL-2.0-only
#include "papr-nodes.h"

#include <string.h>

#include "../../facts/inventory.h"
#include "../../lib/textbuf.h"
#include "../read/sysfs.h"

#define PAPR_NODES "/sys/firmware/devicetree/base/ibm,persistent-memory"

/* The provider is "ibm,persistent-memory:ibm,pmemory@90000000". */
static bool has_bus_of_node(const struct inventory *inventory, const char *node)
{
	for (size_t i = 0; i < inventory->bus_count; i++) {
		const char *provider = inventory->buses[i].provider;
		const char *own = provider ? strrchr(provider, ':') : NULL;

		if (own && !strcmp(own + 1, node))
			return true;
	}
	return false;
}

void observe_papr_nodes(struct inventory *inventory, struct facts *facts)
{
	struct sysfs_names names;
	struct textbuf idle = { 0 };

	/* An unreadable list only lacks a hint: other findings say that nothing was seen. */
	if (sysfs_list(facts, PAPR_NODES, "ibm,pmemory@", &names))
		return;
	for (size_t i = 0; i < names.count; i++)
		if (!has_bus_of_node(inventory, names.list[i]))
			textbuf_join(&idle, ", ", "%s", names.list[i]);
	inventory->environment.papr_idle = idle.text;
	sysfs_release_names(&names);
}
