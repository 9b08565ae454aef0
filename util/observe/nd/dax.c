// SPDX-License-Identifier: GPL-2.0-only
/*
 * Dax regions and devices. Names and drivers come from sysfs: libdaxctl omits devices without a
 * node in /dev, and knows no driver but kmem.
 */
#include "dax.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

#include "../../facts/inventory.h"
#include "../../lib/array.h"
#include "../../lib/xalloc.h"
#include "../../proc/progress.h"
#include "../read/reader.h"
#include "../read/sysfs.h"
#include "../record/inventory.h"
#include "../record/json.h"
#include "../record/record.h"
#include "dax-library.h"
#include "dax-memory.h"
#include "dax-range.h"

static const char affects[] = "dax_regions";

/* Set node_there and node_mode. A captured tree has a record of the node, or a placeholder file. */
static void look_at_dax_node(struct dax_device *device, struct sysfs_dir *dir)
{
	int rc;
	unsigned int node_major, node_minor;
	char path[PATH_MAX], number[32];
	struct stat st;

	if (record_node(dir->facts, device))
		return;
	snprintf(path, sizeof(path), "/dev/%s", device->dev);
	rc = reader_stat(path, &st);
	if (rc && rc != -ENOENT) {
		facts_skip(dir->facts, path, rc, affects);
		device->unread = true;
	}
	if (rc && record_is_unread(dir->facts))
		sysfs_damaged(dir, &RECORD_PATH[1]);
	if (rc)
		return;
	device->node_mode = st.st_mode & 07777;
	if (!dir->facts->live) {
		device->node_there = true;
		return;
	}
	if (!S_ISCHR(st.st_mode) || sysfs_attr(dir, "dev", number, sizeof(number)) < 0 ||
	    sscanf(number, "%u:%u", &node_major, &node_minor) != 2)
		return;
	device->node_there = major(st.st_rdev) == node_major && minor(st.st_rdev) == node_minor;
}

/*
 * The device's directory below /sys/devices, for the caller to free. It shows what the device
 * belongs to.
 */
static char *real_path(struct inventory *inventory, struct facts *facts, const char *where,
		       const char *name)
{
	char *link = xasprintf("%s/%s", where, name), target[PATH_MAX], *path;
	int rc = reader_link(link, target);

	if (rc) {
		/* Without the link the owner of the device is not known. */
		inventory->dax_unread = true;
		facts_skip(facts, link, rc, affects);
		return link;
	}
	path = xasprintf("%s/%s", where, target);
	free(link);
	return path;
}

/* One of the two directories that list dax devices. */
struct dax_model {
	const char *where;
	bool class_model;
	const char *attributes; /* the region's directory, relative to a device's */
	struct sysfs_names names;
};

/* "/sys/bus/dax/devices/../../../devices/platform/hmem.0" gives "/platform/hmem.0". */
static const char *below_devices(const char *parent)
{
	static const char devices[] = "/devices/";
	const char *up = parent, *next;

	while ((next = strstr(up, "/..")))
		up = next + strlen("/..");
	return up != parent && !strncmp(up, devices, strlen(devices)) ? up + strlen("/devices")
								      : NULL;
}

/*
 * The directory of a device's region, for the caller to free. It is the parent of the device's
 * directory; in the old model a directory "dax" is between the two.
 */
static char *region_directory(const char *real, bool class_model)
{
	char *parent = xstrdup(real), *slash;

	for (int up = class_model ? 2 : 1; up && (slash = strrchr(parent, '/')); up--)
		*slash = '\0';
	return parent;
}

static unsigned long long region_number(struct sysfs_dir *dir, const struct dax_model *model,
					const char *name)
{
	char *path = xasprintf("%s/%s", model->attributes, name);
	unsigned long long value = sysfs_number_or(dir, path, 0);

	free(path);
	return value;
}

/*
 * Read the values of a region that libdaxctl did not give. Only root can read align
 * (dev_attr_region_align, drivers/dax/bus.c). For other users this is a skip, but does not make
 * devices unread.
 */
static void read_dax_region(struct dax_region *region, const struct sysfs_dir *device,
			    const struct dax_model *model)
{
	struct sysfs_dir dir;

	sysfs_open(&dir, device->facts, device->path, affects);
	if (!region->size)
		region->size = region_number(&dir, model, "size");
	if (!region->available_size)
		region->available_size = region_number(&dir, model, "available_size");
	if (!region->align)
		region->align = region_number(&dir, model, "align");
	sysfs_close(&dir);
}

/*
 * The region of a device, found by the directory that contains the device. The region's id is in
 * the device's name (drivers/dax/bus.c: "dax%d.%d", 4.11 to 7.3).
 */
static size_t find_region(struct inventory *inventory, const struct dax_library *library,
			  const struct dax_model *model, const struct dax_device *device,
			  struct sysfs_dir *dir)
{
	char *parent = region_directory(device->path, model->class_model);
	int id = atoi(device->dev + strlen("dax"));
	struct dax_region *region;

	for (size_t i = 0; i < inventory->dax_region_count; i++) {
		region = &inventory->dax_regions[i];
		if (region->id != id || strcmp(region->parent, parent) != 0)
			continue;
		free(parent);
		return i;
	}
	inventory->dax_regions = array_make_room(inventory->dax_regions,
						 inventory->dax_region_count, sizeof(*region));
	region = &inventory->dax_regions[inventory->dax_region_count];
	*region = (struct dax_region){ .id = id, .parent = parent, .path = below_devices(parent) };
	dax_library_region(library, device->dev, region);
	read_dax_region(region, dir, model);
	return inventory->dax_region_count++;
}

/*
 * Fill a device. A value is read from sysfs if libdaxctl does not give it, or if no device can have
 * the value that it gives.
 */
static void read_device(struct dax_device *device, const struct dax_library *library,
			struct sysfs_dir *dir)
{
	device->target_node = -1;
	dax_library_device(library, device);
	if (!device->size)
		device->size = sysfs_number_or(dir, "size", 0);
	if (!device->align)
		device->align = sysfs_number_or(dir, "align", 0);
	/* libdaxctl also returns 0 for text that is not a number. */
	if (device->target_node <= 0)
		device->target_node = sysfs_int(dir, "target_node", -1);
	device->numa_node = sysfs_int(dir, "numa_node", -1);
	device->driver = sysfs_link(dir, "driver");
	/* If the device is bound to kmem, its memory blocks are read instead. */
	if (!device->driver || strcmp(device->driver, "kmem") != 0)
		dax_ranges_read(device, dir);
	else if (!dax_library_memory(library, device))
		dax_memory_read(dir->facts, device);
}

static void add_device(struct inventory *inventory, struct facts *facts,
		       const struct dax_library *library, const struct dax_model *model,
		       const char *name)
{
	const char *where = model->where;
	char *path = xasprintf("%s/%s", where, name);
	char *real = real_path(inventory, facts, where, name);
	struct dax_device *device;
	struct sysfs_dir dir;

	inventory->dax_devices =
		array_make_room(inventory->dax_devices, inventory->dax_count, sizeof(*device));
	device = &inventory->dax_devices[inventory->dax_count++];
	memset(device, 0, sizeof(*device));
	device->dev = xstrdup(name);
	device->class_model = model->class_model;
	device->path = real;
	device->ndns = NO_INDEX;
	/* If its directory cannot be opened, the namespace of the device is not known. */
	inventory->dax_unread |= sysfs_open(&dir, facts, path, affects) != 0;
	device->region = find_region(inventory, library, model, device, &dir);
	read_device(device, library, &dir);
	look_at_dax_node(device, &dir);
	device->unread |= sysfs_close(&dir);
	free(path);
}

bool dax_is_name(const char *name)
{
	return sysfs_is_pair(name, "dax");
}

static void list_names(struct inventory *inventory, struct facts *facts, struct dax_model *model)
{
	int rc = sysfs_list(facts, model->where, "dax", &model->names);

	if (!rc || rc == -ENOENT)
		return;
	facts_skip(facts, model->where, rc, affects);
	inventory->dax_unread = true;
}

static void add_devices(struct inventory *inventory, struct facts *facts,
			const struct dax_library *library, struct dax_model *model)
{
	for (size_t i = 0; i < model->names.count; i++)
		if (dax_is_name(model->names.list[i]))
			add_device(inventory, facts, library, model, model->names.list[i]);
	sysfs_release_names(&model->names);
}

static int by_device_name(const void *a, const void *b)
{
	return strverscmp(((const struct dax_device *)a)->dev, ((const struct dax_device *)b)->dev);
}

struct claim {
	const char *holder;
	size_t ndns;
};

static int by_holder(const void *a, const void *b)
{
	return strcmp(((const struct claim *)a)->holder, ((const struct claim *)b)->holder);
}

/*
 * The namespace whose holder is the nearest directory above the device: "dax0.0" in
 * ".../dax0.0/dax/dax0.1".
 */
static size_t nearest_namespace(const struct dax_device *device, const struct claim *claims,
				size_t count)
{
	char *path = xstrdup(device->path), *slash;
	size_t ndns = NO_INDEX;

	/* Start above the device: a holder of another namespace may have the device's own name. */
	slash = strrchr(path, '/');
	if (slash)
		*slash = '\0';
	while (ndns == NO_INDEX && (slash = strrchr(path, '/'))) {
		struct claim key = { slash + 1, 0 }, *found;

		found = bsearch(&key, claims, count, sizeof(*claims), by_holder);
		if (found)
			ndns = found->ndns;
		*slash = '\0';
	}
	free(path);
	return ndns;
}

static void find_namespaces(struct inventory *inventory)
{
	struct claim *claims = xcalloc(inventory->namespace_count, sizeof(*claims));
	size_t count = 0;

	for (size_t i = 0; i < inventory->namespace_count; i++) {
		const char *holder = inventory->namespaces[i].holder;

		if (holder && !strncmp(holder, "dax", 3))
			claims[count++] = (struct claim){ holder, i };
	}
	qsort(claims, count, sizeof(*claims), by_holder);
	for (size_t i = 0; i < inventory->dax_count; i++) {
		struct dax_device *device = &inventory->dax_devices[i];

		device->ndns = nearest_namespace(device, claims, count);
	}
	free(claims);
}

void observe_dax(struct inventory *inventory, struct facts *facts)
{
	struct dax_model bus = { "/sys/bus/dax/devices", false, "../dax_region", { NULL, 0 } };
	struct dax_model class = { "/sys/class/dax", true, "../../dax_region", { NULL, 0 } };
	struct dax_library *library;

	list_names(inventory, facts, &bus);
	list_names(inventory, facts, &class);
	library = dax_library_open(facts, bus.names.count + class.names.count);
	add_devices(inventory, facts, library, &bus);
	add_devices(inventory, facts, library, &class);
	dax_library_close(library);
	if (inventory->dax_count)
		qsort(inventory->dax_devices, inventory->dax_count, sizeof(*inventory->dax_devices),
		      by_device_name);
	find_namespaces(inventory);
}
