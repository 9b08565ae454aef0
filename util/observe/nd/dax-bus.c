// SPDX-License-Identifier: GPL-2.0-only
/* The drivers and origins of dax devices, for the host's facts. */
#include "dax-bus.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "../../facts/inventory.h"
#include "../../lib/array.h"
#include "../../lib/xalloc.h"
#include "../read/reader.h"
#include "../read/sysfs.h"
#include "../record/errors.h"
#include "attributes.h"
#include "dax-library.h"
#include "dax.h"

#define DAX_DEVICES "/sys/bus/dax/devices"

static const char affects[] = "modes.devdax modes.system_ram";

/*
 * Returns the result of a read; for a captured tree, the result that the live run got. An error
 * other than -ENOENT is added to facts->skips.
 */
static int note_dax_unread(struct facts *facts, const char *path, int rc)
{
	rc = record_error(facts, path, rc);
	if (rc >= 0 || rc == -ENOENT)
		return rc;
	facts_skip(facts, path, rc, affects);
	facts->dax.unread = true;
	return rc;
}

/* The last component of a link's target, for the caller to free; NULL: it cannot be read. */
static char *link_name(struct facts *facts, const char *path)
{
	char target[PATH_MAX], *slash;

	if (note_dax_unread(facts, path, reader_link(path, target)))
		return NULL;
	slash = strrchr(target, '/');
	return xstrdup(slash ? slash + 1 : target);
}

/* The directory that contains a device, for the caller to free; NULL: it cannot be read. */
static char *dax_parent_of(struct facts *facts, const struct dax_library *library, const char *dev)
{
	const char *known = dax_library_parent(library, dev);
	char target[PATH_MAX], *path, *slash;
	int rc;

	if (known)
		return xstrdup(known);
	path = xasprintf(DAX_DEVICES "/%s", dev);
	rc = note_dax_unread(facts, path, reader_link(path, target));
	free(path);
	slash = rc ? NULL : strrchr(target, '/');
	return slash ? xstrndup(target, slash - target) : NULL;
}

/*
 * The nd bus in a directory, "ndbus0" of ".../ACPI0012:00/ndbus0/region0/dax0.0", for the caller to
 * free; NULL: there is none.
 */
static char *nd_bus_in(const char *parent)
{
	const char *start = strstr(parent, "/ndbus");

	return start ? xstrndup(start + 1, strcspn(start + 1, "/")) : NULL;
}

/*
 * hmem.N is a platform device of drivers/dax/hmem/device.c (5.10 and later). dax_regionN is a
 * device of drivers/cxl/core/region.c (6.3 and later).
 */
static enum dax_origin origin_of(const char *parent, const char *nd_bus)
{
	const char *slash = strrchr(parent, '/'), *name = slash ? slash + 1 : parent;

	if (nd_bus)
		return DAX_FROM_ND;
	if (!strncmp(name, "hmem.", strlen("hmem.")))
		return DAX_FROM_HMEM;
	if (!strncmp(name, "dax_region", strlen("dax_region")))
		return DAX_FROM_CXL;
	return DAX_FROM_UNKNOWN;
}

static bool is_known(const struct dax_bus_facts *dax, const char *driver, enum dax_origin origin,
		     const char *nd_bus)
{
	for (size_t i = 0; i < dax->count; i++) {
		const struct dax_fact *fact = &dax->list[i];

		if (!strcmp(fact->driver, driver) && fact->origin == origin &&
		    !strcmp(fact->nd_bus ? fact->nd_bus : "", nd_bus ? nd_bus : ""))
			return true;
	}
	return false;
}

/* The bus of a device, as observe_nd_buses() has read it; NULL: it is not listed. */
static const struct nd_bus_fact *find_nd_bus(const struct facts *facts, const char *dev)
{
	for (size_t i = 0; i < facts->nd_buses.count; i++)
		if (!strcmp(facts->nd_buses.list[i].dev, dev))
			return &facts->nd_buses.list[i];
	return NULL;
}

/* Copy the attributes that show the kind of an nd bus. */
static void take_nd_bus(struct facts *facts, struct dax_fact *fact)
{
	const struct nd_bus_fact *bus = find_nd_bus(facts, fact->nd_bus);
	char *path;

	if (bus && bus->provider) {
		fact->provider = xstrdup(bus->provider);
	} else if (bus) {
		path = xasprintf(ND_DEVICES "/%s/provider", fact->nd_bus);
		note_dax_unread(facts, path, bus->error);
		free(path);
	}
	path = xasprintf(ND_DEVICES "/%s/../subsystem", fact->nd_bus);
	fact->parent = link_name(facts, path);
	free(path);
}

/* Add a fact; takes ownership of driver and nd_bus. */
static void add_fact(struct facts *facts, char *driver, enum dax_origin origin, char *nd_bus)
{
	struct dax_bus_facts *dax = &facts->dax;
	struct dax_fact *fact;

	dax->list = array_make_room(dax->list, dax->count, sizeof(*fact));
	fact = &dax->list[dax->count++];
	*fact = (struct dax_fact){ .driver = driver, .origin = origin, .nd_bus = nd_bus };
	if (nd_bus)
		take_nd_bus(facts, fact);
}

/* A device without a driver, or with an unreadable link, proves nothing and is left out. */
static void look_at_dax(struct facts *facts, const struct dax_library *library, const char *dev)
{
	char *path = xasprintf(DAX_DEVICES "/%s/driver", dev), *driver = link_name(facts, path);
	char *parent = driver ? dax_parent_of(facts, library, dev) : NULL, *nd_bus = NULL;
	enum dax_origin origin;

	free(path);
	if (!parent)
		goto out;
	nd_bus = nd_bus_in(parent);
	origin = origin_of(parent, nd_bus);
	if (is_known(&facts->dax, driver, origin, nd_bus))
		goto out;
	add_fact(facts, driver, origin, nd_bus);
	driver = nd_bus = NULL;
out:
	free(parent);
	free(driver);
	free(nd_bus);
}

void observe_dax_bus(struct facts *facts)
{
	struct dax_library *library;
	struct sysfs_names names;

	note_dax_unread(facts, DAX_DEVICES, sysfs_list(facts, DAX_DEVICES, "dax", &names));
	library = dax_library_open(facts, names.count);
	for (size_t i = 0; i < names.count; i++)
		if (dax_is_name(names.list[i]))
			look_at_dax(facts, library, names.list[i]);
	dax_library_close(library);
	sysfs_release_names(&names);
}
