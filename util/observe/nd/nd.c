// SPDX-License-Identifier: GPL-2.0-only
/*
 * All devices on the nd bus. One readdir gives the names. A device is read through the library
 * (library.h), or from sysfs if the library does not list it. A device that neither can read is
 * marked unread, never treated as absent.
 */

#include "nd.h"
#include "../../facts/inventory.h"
#include "../../lib/xalloc.h"
#include "../read/reader.h"
#include "../read/sysfs.h"
#include "attributes.h"
#include "bus.h"
#include "library.h"
#include "namespace.h"

#include "region.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* "ndbus0" of ".../ndbus0/region0", the parent of a device, for the caller to free. */
static char *nd_parent_of(struct facts *facts, const char *dev)
{
	char *path = nd_path(dev), *slash, *parent = NULL;
	char target[PATH_MAX];
	int rc = reader_link(path, target);

	slash = rc ? NULL : strrchr(target, '/');
	if (slash) {
		*slash = '\0';
		slash = strrchr(target, '/');
		parent = xstrdup(slash ? slash + 1 : target);
	} else {
		facts_skip(facts, path, rc ? rc : EBADMSG, ND_AFFECTS);
	}
	free(path);
	return parent;
}

/* The bus of a device, for the caller to free; NULL: not known. */
static char *bus_of(struct facts *facts, const struct nd_library *library, const char *dev)
{
	const char *bus = nd_library_bus_of(library, dev);

	return bus ? xstrdup(bus) : nd_parent_of(facts, dev);
}

/* Add the dimms and regions of each bus. Devices on an unknown bus are left out. */
static void take_children(struct inventory *inventory, struct facts *facts,
			  struct nd_library *library, const struct sysfs_names *names,
			  char *const *parents)
{
	for (size_t b = 0; b < inventory->bus_count; b++)
		for (size_t i = 0; i < names->count; i++) {
			if (!parents[i] || strcmp(parents[i], inventory->buses[b].dev))
				continue;
			if (names->list[i][0] == 'r')
				nd_add_region(inventory, facts, library, b, names->list[i], names);
			else
				nd_count_dimm(&inventory->buses[b], facts, library, names->list[i]);
		}
}

static void walk_buses(struct inventory *inventory, struct facts *facts, struct nd_library *library,
		       const struct sysfs_names *names)
{
	char **parents = xcalloc(names->count, sizeof(*parents));

	for (size_t i = 0; i < names->count; i++) {
		const char *name = names->list[i];

		if (sysfs_is_numbered(name, "ndbus"))
			nd_add_bus(inventory, facts, library, name);
		else if (sysfs_is_numbered(name, "region") || sysfs_is_numbered(name, "nmem"))
			parents[i] = bus_of(facts, library, name);
		/* The bus of this region is not known, so its namespaces will not be listed. */
		if (sysfs_is_numbered(name, "region") && !parents[i])
			inventory->unlisted++;
	}
	take_children(inventory, facts, library, names, parents);
	for (size_t i = 0; i < names->count; i++)
		free(parents[i]);
	free(parents);
}

void observe_nd(struct inventory *inventory, struct facts *facts, struct ndctl_ctx *ctx)
{
	struct nd_library *library;
	struct sysfs_names names;
	int rc;

	rc = sysfs_list(facts, ND_DEVICES, "", &names);
	if (rc) {
		/* Without an nd bus there are no namespaces. An unreadable bus may have some. */
		if (rc == -ENOENT)
			return;
		facts_skip(facts, ND_DEVICES, rc, ND_AFFECTS);
		inventory->unlisted++;
		return;
	}
	/*
	 * ndctl_new() reads modprobe's configuration, so it is called only if needed, and only in
	 * this process, which has a time limit.
	 */
	library = nd_library_open(ctx, facts, names.count);
	walk_buses(inventory, facts, library, &names);
	for (size_t i = 0; i < names.count; i++)
		if (!strncmp(names.list[i], "namespace", 9))
			observe_namespace(inventory, facts, library, names.list[i]);
	nd_library_close(library);
	sysfs_release_names(&names);
}
