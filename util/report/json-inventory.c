// SPDX-License-Identifier: GPL-2.0-only
/*
 * Buses, regions, namespaces, disks, mounts, dax regions. A key that `ndctl
 * list` prints too has the same name, type and value here.
 */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "../lib/xalloc.h"
#include "json.h"
#include "view.h"

struct writer {
	const struct inventory_verdict *verdict;
	const struct facts *facts;
	const struct inventory *inventory;
	const struct selection *selection;
	const struct report_options *options;
	bool *disk_shown;
	bool *carries; /* see view_carriers() */
};

/* A size as ndctl list has it; 0 is a size like any other here. */
static struct json_object *size_json(const struct writer *w, unsigned long long bytes)
{
	char *text = w->options->human ? report_ndctl_size(bytes) : NULL;
	struct json_object *value = text ? json_new_text(text) : xalloc_check(json_object_new_int64(bytes));

	free(text);
	return value;
}

/* All ones where the attribute cannot be read. */
static struct json_object *known_size_json(const struct writer *w, unsigned long long bytes)
{
	return bytes == ULLONG_MAX ? NULL : size_json(w, bytes);
}

static struct json_object *int_json(long long value)
{
	return xalloc_check(json_object_new_int64(value));
}

static struct json_object *hex_json(const struct writer *w, unsigned long long value)
{
	struct json_object *object;
	char *text;

	if (!w->options->human)
		return xalloc_check(json_object_new_uint64(value));
	text = xasprintf("0x%llx", value);
	object = json_new_text(text);
	free(text);
	return object;
}

static struct json_object *reasons_json(const struct reason_list *reasons)
{
	struct json_object *array = json_new_array();

	for (size_t i = 0; i < reasons->count; i++)
		json_object_array_add(array, json_new_text(reason_words(reasons->list[i])->id));
	return array;
}

/* There with --probe alone, and empty for an object that was left alone. */
static void add_evidence(const struct writer *w, struct json_object *object,
			 const struct evidence_list *evidence)
{
	if (w->inventory->probed)
		json_add(object, "evidence", json_new_evidence(evidence));
}

static struct json_object *mount_json(const struct writer *w, size_t index)
{
	const struct mount *mount = &w->inventory->mounts[index];
	const struct mount_verdict *v = &w->verdict->mounts[index];
	struct json_object *object = json_new_object();

	json_add(object, "mountpoint", json_new_text(mount->mountpoint));
	json_add(object, "fstype", json_new_text(mount->fstype));
	json_add(object, "source", json_new_text(mount->source));
	json_add(object, "options", json_new_text(mount->options));
	if (mount->mount_namespace) {
		json_add(object, "mount_namespace", json_new_text(mount->mount_namespace));
		json_add(object, "pid", int_json(mount->pid));
	}
	json_add(object, "dax_requested", json_new_text(dax_option_name(v->requested)));
	json_add(object, "dax_effective", json_new_tri(v->dax));
	json_add(object, "map_sync", json_new_tri(v->map_sync));
	json_add(object, "granularity", json_new_text(granularity_name(v->granularity)));
	json_add(object, "reasons", reasons_json(&v->reasons));
	add_evidence(w, object, &v->evidence);
	return object;
}

static struct json_object *mounts_json(const struct writer *w, size_t disk)
{
	struct json_object *array = json_new_array();

	for (size_t i = 0; i < w->inventory->mount_count; i++)
		if (mount_is_on(&w->inventory->mounts[i], disk))
			json_object_array_add(array, mount_json(w, i));
	return array;
}

/* Would this file system, as it was made, get DAX on this disk if it were mounted with dax=always? */
static struct json_object *filesystem_json(const struct writer *w, size_t index)
{
	const struct disk *disk = &w->inventory->disks[index];
	const struct disk_verdict *v = &w->verdict->disks[index];
	struct json_object *object;

	if (!disk->fs.type)
		return NULL;
	object = json_new_object();
	json_add(object, "type", json_new_text(disk->fs.type));
	json_add(object, "block_size", json_new_size(disk->fs.block_size, w->options));
	json_add(object, "inline_data",
		 disk->fs.features_read ? json_object_new_boolean(disk->fs.inline_data) : NULL);
	json_add(object, "reflink",
		 disk->fs.features_read ? json_object_new_boolean(disk->fs.reflink) : NULL);
	json_add(object, "dax", json_new_tri(v->fs_dax));
	json_add(object, "reasons", reasons_json(&v->fs_reasons));
	return object;
}

static bool stands_on(const struct disk *disk, size_t below)
{
	for (size_t i = 0; i < disk->slave_count; i++)
		if (disk->slaves[i] == below)
			return true;
	return false;
}

static struct json_object *disk_json(const struct writer *w, size_t index)
{
	const struct disk *disk = &w->inventory->disks[index];
	const struct disk_verdict *v = &w->verdict->disks[index];
	struct json_object *object = json_new_object(), *partitions = json_new_array(),
			   *holders = json_new_array();
	bool told = w->disk_shown[index];

	w->disk_shown[index] = true;
	json_add(object, "dev", json_new_text(disk->dev));
	json_add(object, "type", json_new_text(disk_type(disk)));
	json_add(object, "size", size_json(w, disk->size));
	if (disk->parent != NO_INDEX)
		json_add(object, "start", int_json(disk->start));
	if (disk->dm_name)
		json_add(object, "name", json_new_text(disk->dm_name));
	json_add(object, "read_only", json_object_new_boolean(disk->read_only));
	json_add(object, "dax", json_new_tri(v->dax));
	json_add(object, "reasons", reasons_json(&v->reasons));
	add_evidence(w, object, &v->evidence);
	/* What stands on two legs is told in full on the first, and its own part on the second. */
	for (size_t i = 0; i < w->inventory->disk_count && w->carries[index] && !told; i++) {
		const struct disk *other = &w->inventory->disks[i];

		if (other->parent == index)
			json_object_array_add(partitions, disk_json(w, i));
		else if (stands_on(other, index))
			json_object_array_add(holders, disk_json(w, i));
	}
	if (disk->swap)
		json_add(object, "swap", json_object_new_boolean(true));
	json_add(object, "partitions", partitions);
	json_add(object, "holders", holders);
	json_add(object, "filesystem", filesystem_json(w, index));
	json_add(object, "mounts", told ? json_new_array() : mounts_json(w, index));
	return object;
}

static struct json_object *possible_json(const struct namespace_verdict *v)
{
	struct json_object *array = json_new_array();

	for (unsigned int mode = NS_FSDAX; mode <= NS_RAW; mode <<= 1)
		if (v->possible & mode)
			json_object_array_add(array, json_new_text(ns_mode_name(mode)));
	return array;
}

static struct json_object *namespace_json(const struct writer *w, size_t index)
{
	const struct nd_namespace *ns = &w->inventory->namespaces[index];
	const struct namespace_verdict *v = &w->verdict->namespaces[index];
	struct json_object *object = json_new_object();
	const char *chardev = view_chardev(w->inventory, index);
	long badblocks = namespace_count_badblocks(w->inventory, ns);

	json_add(object, "dev", json_new_text(ns->dev));
	json_add(object, "mode", json_new_text(ns->mode));
	if (ns->map)
		json_add(object, "map", json_new_text(ns->map));
	json_add(object, "size", size_json(w, ns->size));
	if (*ns->uuid)
		json_add(object, "uuid", json_new_text(ns->uuid));
	if (w->options->verbose && *ns->raw_uuid)
		json_add(object, "raw_uuid", json_new_text(ns->raw_uuid));
	if (chardev)
		json_add(object, "chardev", json_new_text(chardev));
	if (ns->sector_size)
		json_add(object, "sector_size", int_json(ns->sector_size));
	/* Without units at a namespace alone: util_namespace_to_json() of ndctl 76 to 81. */
	if (ns->align)
		json_add(object, "align", int_json(ns->align));
	if (ns->blockdev)
		json_add(object, "blockdev", json_new_text(ns->blockdev));
	if (v->enabled == TRI_NO)
		json_add(object, "state", json_new_text("disabled"));
	if (ns->name)
		json_add(object, "name", json_new_text(ns->name));
	if (ns->numa_node >= 0)
		json_add(object, "numa_node", int_json(ns->numa_node));
	if (ns->target_node >= 0)
		json_add(object, "target_node", int_json(ns->target_node));
	if (badblocks > 0)
		json_add(object, "badblock_count", int_json(badblocks));
	json_add(object, "effective", json_new_text(access_name(v->effective)));
	json_add(object, "reasons", reasons_json(&v->reasons));
	json_add(object, "possible", possible_json(v));
	json_add(object, "map_sync", json_new_tri(v->map_sync));
	json_add(object, "disk", ns->disk == NO_INDEX ? NULL : disk_json(w, ns->disk));
	return object;
}

static struct json_object *region_json(const struct writer *w, size_t index)
{
	const struct nd_region *region = &w->inventory->regions[index];
	struct json_object *object = json_new_object(), *namespaces = json_new_array();

	json_add(object, "dev", json_new_text(region->dev));
	json_add(object, "size", size_json(w, region->size));
	if (region->align)
		json_add(object, "align", size_json(w, region->align));
	json_add(object, "available_size", known_size_json(w, region->available_size));
	json_add(object, "max_available_extent", known_size_json(w, region->max_available_extent));
	json_add(object, "type", json_new_text(region->type));
	if (region->numa_node >= 0)
		json_add(object, "numa_node", int_json(region->numa_node));
	if (region->target_node >= 0)
		json_add(object, "target_node", int_json(region->target_node));
	if (region->iset_id)
		json_add(object, "iset_id", hex_json(w, region->iset_id));
	if (w->verdict->regions[index].enabled == TRI_NO)
		json_add(object, "state", json_new_text("disabled"));
	if (region->badblock_count > 0)
		json_add(object, "badblock_count", int_json(region->badblock_count));
	json_add(object, "persistence_domain", json_new_text(region->persistence_domain));
	json_add(object, "read_only", json_object_new_boolean(region->read_only));
	for (size_t i = 0; i < w->inventory->namespace_count; i++)
		if (w->inventory->namespaces[i].region == index && w->selection->namespaces[i])
			json_object_array_add(namespaces, namespace_json(w, i));
	json_add(object, "namespaces", namespaces);
	return object;
}

static struct json_object *bus_json(const struct writer *w, size_t index)
{
	const struct nd_bus *bus = &w->inventory->buses[index];
	struct json_object *object = json_new_object(), *regions = json_new_array();

	json_add(object, "provider", json_new_text(bus->provider));
	json_add(object, "dev", json_new_text(bus->dev));
	if (bus->scrub_state)
		json_add(object, "scrub_state", json_new_text(bus->scrub_state));
	json_add(object, "class", json_new_text(bus_class_name(bus)));
	json_add(object, "dimm_count", int_json(bus->dimms));
	for (size_t i = 0; i < w->inventory->region_count; i++)
		if (w->inventory->regions[i].bus == index && w->selection->regions[i])
			json_object_array_add(regions, region_json(w, i));
	json_add(object, "regions", regions);
	return object;
}

/* As daxctl list has them, but for the size of a block. */
static void add_memory(const struct writer *w, struct json_object *object,
		       const struct dax_memory *memory)
{
	if (!memory->known)
		return;
	json_add(object, "online_memblocks", int_json(memory->online));
	json_add(object, "total_memblocks", int_json(memory->total));
	json_add(object, "memblock_size", size_json(w, memory->block_size));
	if (memory->movable != TRI_UNKNOWN)
		json_add(object, "movable", json_object_new_boolean(memory->movable == TRI_YES));
}

static struct json_object *dax_device_json(const struct writer *w, size_t index)
{
	const struct dax_device *device = &w->inventory->dax_devices[index];
	const struct dax_verdict *v = &w->verdict->dax_devices[index];
	struct json_object *object = json_new_object();

	json_add(object, "chardev", json_new_text(device->dev));
	json_add(object, "size", size_json(w, device->size));
	if (device->target_node >= 0)
		json_add(object, "target_node", int_json(device->target_node));
	if (device->numa_node >= 0)
		json_add(object, "numa_node", int_json(device->numa_node));
	if (device->align)
		json_add(object, "align", size_json(w, device->align));
	json_add(object, "mode", json_new_text(v->mode));
	add_memory(w, object, &device->memory);
	if (v->enabled == TRI_NO)
		json_add(object, "state", json_new_text("disabled"));
	json_add(object, "driver", json_new_text(device->driver));
	json_add(object, "node", json_new_text(device->node_there ? "present" : "missing"));
	json_add(object, "namespace",
		 device->namespace == NO_INDEX
			 ? NULL
			 : json_new_text(w->inventory->namespaces[device->namespace].dev));
	json_add(object, "effective", json_new_text(access_name(v->effective)));
	json_add(object, "reasons", reasons_json(&v->reasons));
	json_add(object, "granularity", json_new_text(granularity_name(v->granularity)));
	add_evidence(w, object, &v->evidence);
	return object;
}

static bool dax_selected(const struct writer *w, size_t index)
{
	return view_has_dax(w->inventory, w->selection, index);
}

static struct json_object *dax_region_json(const struct writer *w, size_t index)
{
	const struct dax_region *region = &w->inventory->dax_regions[index];
	struct json_object *object = json_new_object();

	if (region->path)
		json_add(object, "path", json_new_text(region->path));
	json_add(object, "id", int_json(region->id));
	if (region->size)
		json_add(object, "size", size_json(w, region->size));
	if (region->available_size)
		json_add(object, "available_size", size_json(w, region->available_size));
	/* Without units: util_daxctl_region_to_json() of ndctl 76 to 81. */
	if (region->align)
		json_add(object, "align", int_json(region->align));
	return object;
}

/* Devices by the region they are from, in the order of their names. */
static struct json_object *dax_regions_json(const struct writer *w)
{
	struct json_object *array = json_new_array();
	const struct inventory *inventory = w->inventory;
	bool *written = xcalloc(inventory->dax_count, sizeof(*written));

	for (size_t i = 0; i < inventory->dax_count; i++) {
		struct json_object *region, *devices;

		if (written[i] || !dax_selected(w, i))
			continue;
		region = dax_region_json(w, inventory->dax_devices[i].region);
		devices = json_new_array();
		for (size_t j = i; j < inventory->dax_count; j++) {
			if (!dax_selected(w, j) ||
			    inventory->dax_devices[j].region != inventory->dax_devices[i].region)
				continue;
			json_object_array_add(devices, dax_device_json(w, j));
			written[j] = true;
		}
		json_add(region, "devices", devices);
		json_object_array_add(array, region);
	}
	free(written);
	return array;
}

static struct json_object *other_disks_json(const struct writer *w)
{
	struct json_object *array = json_new_array();

	for (size_t i = 0; i < w->inventory->disk_count; i++)
		if (view_is_other_disk(w->inventory, i))
			json_object_array_add(array, disk_json(w, i));
	return array;
}

static struct json_object *environment_json(const struct writer *w)
{
	const struct environment *environment = &w->inventory->environment;
	struct json_object *object = json_new_object();

	json_add(object, "os", json_new_text(environment->os));
	json_add(object, "virtualization", json_new_text(environment->virtualization));
	json_add(object, "container", json_object_new_boolean(environment->container));
	json_add(object, "legacy_ranges", json_object_new_boolean(environment->legacy_ranges));
	json_add(object, "soft_reserved", json_object_new_boolean(environment->soft_reserved));
	json_add(object, "kmem_ranges", json_object_new_boolean(environment->kmem_ranges));
	return object;
}

struct json_object *report_inventory_json(const struct inventory_verdict *verdict,
					  const struct facts *facts,
					  const struct inventory *inventory,
					  const struct selection *selection,
					  const struct report_options *options)
{
	struct writer w = { verdict, facts, inventory, selection, options, NULL, NULL };
	struct json_object *root = json_new_object(), *buses = json_new_array();

	w.disk_shown = xcalloc(inventory->disk_count, sizeof(*w.disk_shown));
	w.carries = view_carriers(inventory);
	json_add_host(root, &verdict->host, facts, options);
	json_add(root, "environment", environment_json(&w));
	for (size_t i = 0; i < inventory->bus_count; i++)
		if (selection->buses[i])
			json_object_array_add(buses, bus_json(&w, i));
	json_add(root, "buses", buses);
	json_add(root, "dax_regions", dax_regions_json(&w));
	json_add(root, "other_disks", selection->all ? other_disks_json(&w) : json_new_array());
	json_add(root, "other_mounts", selection->all ? mounts_json(&w, NO_INDEX) : json_new_array());
	json_add_findings(root, &verdict->host, facts);
	free(w.disk_shown);
	free(w.carries);
	return root;
}
