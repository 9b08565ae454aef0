// SPDX-License-Identifier: GPL-2.0-only
#include "json-objects.h"

#include "../lib/xalloc.h"
#include "filter.h"
#include "json-cxl.h"
#include "json-values.h"
#include "object-keys.h"

struct writer {
	const struct report *report;
	bool *disk_shown;
	bool *carries; /* see filter_carriers() */
};

typedef void (*keys_fn)(struct keys *keys, const struct report *report, size_t index);

/* An object with the keys that add() lists. */
static struct json_object *object_of(const struct writer *w, keys_fn add, size_t index)
{
	struct json_object *object = json_new_object();
	struct keys keys = keys_for_json(object, w->report->options);

	add(&keys, w->report, index);
	return object;
}

static struct json_object *mounts_json(const struct writer *w, size_t disk)
{
	const struct inventory *inventory = w->report->inventory;
	struct json_object *array = json_new_array();

	for (size_t i = 0; i < inventory->mount_count; i++)
		if (mount_is_on(&inventory->mounts[i], disk))
			json_object_array_add(array, object_of(w, mount_keys, i));
	return array;
}

static bool is_held_by(const struct disk *disk, size_t below)
{
	for (size_t i = 0; i < disk->slave_count; i++)
		if (disk->slaves[i] == below)
			return true;
	return false;
}

static struct json_object *disk_json(const struct writer *w, size_t index);

static void add_disks_above(const struct writer *w, struct json_object *object, size_t index,
			    bool shown)
{
	const struct inventory *inventory = w->report->inventory;
	struct json_object *partitions = json_new_array(), *holders = json_new_array();

	/* A disk on two legs is shown under both, but the disks above it only under the first. */
	for (size_t i = 0; i < inventory->disk_count && w->carries[index] && !shown; i++) {
		const struct disk *other = &inventory->disks[i];

		if (other->parent == index)
			json_object_array_add(partitions, disk_json(w, i));
		else if (is_held_by(other, index))
			json_object_array_add(holders, disk_json(w, i));
	}
	json_add(object, "partitions", partitions);
	json_add(object, "holders", holders);
}

static struct json_object *disk_json(const struct writer *w, size_t index)
{
	struct json_object *object = object_of(w, disk_keys, index);
	bool shown = w->disk_shown[index];

	w->disk_shown[index] = true;
	add_disks_above(w, object, index, shown);
	json_add(object, "filesystem",
		 w->report->inventory->disks[index].fs.type ? object_of(w, filesystem_keys, index)
							    : NULL);
	json_add(object, "mounts", shown ? json_new_array() : mounts_json(w, index));
	return object;
}

static struct json_object *namespace_json(const struct writer *w, size_t index)
{
	struct json_object *object = object_of(w, namespace_keys, index);
	size_t disk = w->report->inventory->namespaces[index].disk;

	json_add(object, "disk", disk == NO_INDEX ? NULL : disk_json(w, disk));
	return object;
}

static struct json_object *region_json(const struct writer *w, size_t index)
{
	const struct inventory *inventory = w->report->inventory;
	struct json_object *object = object_of(w, region_keys, index);
	struct json_object *namespaces = json_new_array();

	for (size_t i = 0; i < inventory->namespace_count; i++)
		if (inventory->namespaces[i].region == index && w->report->selection->namespaces[i])
			json_object_array_add(namespaces, namespace_json(w, i));
	json_add(object, "namespaces", namespaces);
	return object;
}

static struct json_object *bus_json(const struct writer *w, size_t index)
{
	const struct inventory *inventory = w->report->inventory;
	struct json_object *object = object_of(w, bus_keys, index);
	struct json_object *regions = json_new_array();

	for (size_t i = 0; i < inventory->region_count; i++)
		if (inventory->regions[i].bus == index && w->report->selection->regions[i])
			json_object_array_add(regions, region_json(w, i));
	json_add(object, "regions", regions);
	return object;
}

static struct json_object *buses_json(const struct writer *w)
{
	struct json_object *array = json_new_array();

	for (size_t i = 0; i < w->report->inventory->bus_count; i++)
		if (w->report->selection->buses[i])
			json_object_array_add(array, bus_json(w, i));
	return array;
}

/* Group the devices by region, in the order of their names. */
static struct json_object *dax_regions_json(const struct writer *w)
{
	const struct inventory *inventory = w->report->inventory;
	struct json_object *array = json_new_array();
	bool *written = xcalloc(inventory->dax_count, sizeof(*written));

	for (size_t i = 0; i < inventory->dax_count; i++) {
		size_t region = inventory->dax_devices[i].region;
		struct json_object *object, *devices;

		if (written[i] || !filter_has_dax(w->report, i))
			continue;
		object = object_of(w, dax_region_keys, region);
		devices = json_new_array();
		for (size_t j = i; j < inventory->dax_count; j++) {
			if (!filter_has_dax(w->report, j) ||
			    inventory->dax_devices[j].region != region)
				continue;
			json_object_array_add(devices, object_of(w, dax_device_keys, j));
			written[j] = true;
		}
		json_add(object, "devices", devices);
		json_object_array_add(array, object);
	}
	free(written);
	return array;
}

static struct json_object *other_disks_json(const struct writer *w)
{
	struct json_object *array = json_new_array();

	for (size_t i = 0; i < w->report->inventory->disk_count && w->report->selection->all; i++)
		if (filter_is_other_disk(w->report->inventory, i))
			json_object_array_add(array, disk_json(w, i));
	return array;
}

static struct json_object *environment_json(const struct report *r)
{
	struct json_object *object = json_new_object();
	struct keys keys = keys_for_json(object, r->options);

	environment_keys(&keys, r);
	return object;
}

void json_add_objects(struct json_object *root, const struct report *r)
{
	struct writer w = {
		.report = r,
		.disk_shown = xcalloc(r->inventory->disk_count, sizeof(bool)),
		.carries = filter_carriers(r->inventory),
	};

	json_add(root, "environment", environment_json(r));
	json_add(root, "buses", buses_json(&w));
	json_add(root, "cxl", json_cxl(r));
	json_add(root, "dax_regions", dax_regions_json(&w));
	json_add(root, "other_disks", other_disks_json(&w));
	json_add(root, "other_mounts",
		 r->selection->all ? mounts_json(&w, NO_INDEX) : json_new_array());
	free(w.disk_shown);
	free(w.carries);
}
