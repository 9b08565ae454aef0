// SPDX-License-Identifier: GPL-2.0-only
#include "object-keys.h"

#include <limits.h>

#include "../lib/xalloc.h"
#include "filter.h"
#include "json-values.h"

static void reasons_key(struct keys *k, struct key key, const struct reason_list *reasons)
{
	key_reasons(k, key, reasons->list, reasons->count);
}

/* Printed only with --probe. The list is empty for an object that was not tested. */
static void probe_key_if(struct keys *k, struct key key, const struct report *r,
			 const struct evidence_list *evidence)
{
	if (r->inventory->probed)
		key_evidence(k, key, evidence);
}

/* JSON has the key only for a disabled object, as in `ndctl list`. */
static void state_key_if(struct keys *k, struct key key, enum tri enabled)
{
	if (k->json)
		key_text_if(k, key, enabled == TRI_NO ? "disabled" : NULL);
	else
		key_text(k, key,
			 enabled == TRI_UNKNOWN ? NULL
			 : enabled == TRI_YES   ? "enabled"
						: "disabled");
}

static void nodes_keys(struct keys *k, int numa_node, int target_node)
{
	key_number_if(k, KEY("numa_node", NULL, NULL), numa_node >= 0, numa_node);
	key_number_if(k, KEY("target_node", NULL, NULL), target_node >= 0, target_node);
}

void environment_keys(struct keys *k, const struct report *r)
{
	const struct environment *environment = &r->inventory->environment;

	key_text(k, KEY("os", NULL, NULL), environment->os);
	key_text(k, KEY("virtualization", NULL, NULL), environment->virtualization);
	key_bool(k, KEY("container", NULL, NULL), environment->container);
	key_bool(k, KEY("legacy_ranges", NULL, NULL), environment->legacy_ranges);
	key_bool(k, KEY("soft_reserved", NULL, NULL), environment->soft_reserved);
	key_bool(k, KEY("kmem_ranges", NULL, NULL), environment->kmem_ranges);
}

void bus_keys(struct keys *k, const struct report *r, size_t index)
{
	const struct nd_bus *bus = &r->inventory->buses[index];

	key_text(k, KEY("provider", NULL, NULL), bus->provider);
	key_text(k, KEY("dev", NULL, NULL), bus->dev);
	key_text_if(k, KEY("scrub_state", NULL, NULL), bus->scrub_state);
	key_text(k, KEY("class", NULL, NULL), bus_class_name(bus));
	key_number(k, KEY("dimm_count", NULL, NULL), bus->dimms);
}

void region_keys(struct keys *k, const struct report *r, size_t index)
{
	const struct nd_region *region = &r->inventory->regions[index];

	key_text(k, KEY("dev", NULL, NULL), region->dev);
	key_size(k, KEY("size", NULL, NULL), region->size);
	key_size_if(k, KEY("align", NULL, NULL), region->align);
	key_size_or_null(k, KEY("available_size", NULL, NULL), region->available_size);
	key_size_or_null(k, KEY("max_available_extent", NULL, NULL), region->max_available_extent);
	key_text(k, KEY("type", NULL, NULL), region->type);
	nodes_keys(k, region->numa_node, region->target_node);
	key_hex_if(k, KEY("iset_id", NULL, NULL), region->iset_id, region->iset_id);
	state_key_if(k, KEY("state", NULL, NULL), r->objects->regions[index].enabled);
	key_number_if(k, KEY("badblock_count", NULL, NULL), region->badblock_count > 0,
		      region->badblock_count);
	key_text(k, KEY("persistence_domain", NULL, NULL), region->persistence_domain);
	key_bool(k, KEY("read_only", NULL, NULL), region->read_only);
}

static void possible_key(struct keys *k, struct key key, const struct namespace_verdict *v)
{
	const char *modes[8] = { NULL };
	size_t count = 0;

	for (unsigned int mode = NS_FSDAX; mode <= NS_RAW; mode <<= 1)
		if (v->possible & mode)
			modes[count++] = ns_mode_name(mode);
	key_words(k, key, modes);
}

/* Keys of the flat formats; JSON shows the same by nesting. */
static void namespace_place_keys(struct keys *k, const struct report *r,
				 const struct nd_namespace *ns)
{
	const struct nd_region *region = &r->inventory->regions[ns->region];
	const struct nd_bus *bus = &r->inventory->buses[region->bus];

	key_text(k, KEY(NULL, "BUS", "bus"), bus->dev);
	key_text(k, KEY(NULL, "PROVIDER", "provider"), bus->provider);
	key_text(k, KEY(NULL, "REGION", "region"), region->dev);
	key_text(k, KEY(NULL, "DAX", NULL),
		 ns->disk == NO_INDEX ? NULL : tri_name(r->objects->disks[ns->disk].dax));
}

void namespace_keys(struct keys *k, const struct report *r, size_t index)
{
	const struct nd_namespace *ns = &r->inventory->namespaces[index];
	const struct namespace_verdict *v = &r->objects->namespaces[index];
	long badblocks = namespace_count_badblocks(r->inventory, ns);

	key_text(k, KEY("dev", NULL, "namespace"), ns->dev);
	namespace_place_keys(k, r, ns);
	key_text(k, KEY("mode", "MODE", "mode"), namespace_mode_name(ns));
	key_text_if(k, KEY("map", NULL, NULL), ns->map);
	key_size(k, KEY("size", "SIZE", NULL), ns->size);
	key_text_if(k, KEY("uuid", "UUID", "uuid"), *ns->uuid ? ns->uuid : NULL);
	if (k->json && k->options->verbose)
		key_text_if(k, KEY("raw_uuid", NULL, NULL),
			    *ns->raw_uuid && ns->mode != ND_MODE_RAW ? ns->raw_uuid : NULL);
	key_text_if(k, KEY("chardev", "CHARDEV", "chardev"), filter_chardev(r->inventory, index));
	key_number_if(k, KEY("sector_size", NULL, NULL), ns->sector_size, ns->sector_size);
	/*
	 * A namespace's align has no units, even with -u: util_namespace_to_json() of ndctl 76 to
	 * 81.
	 */
	key_number_if(k, KEY("align", NULL, NULL), ns->align, ns->align);
	key_text_if(k, KEY("blockdev", "BLOCKDEV", "blockdev"), ns->blockdev);
	state_key_if(k, KEY("state", "STATE", NULL), v->enabled);
	key_text_if(k, KEY("name", "NAME", "name"), ns->name);
	nodes_keys(k, ns->numa_node, ns->target_node);
	key_number_if(k, KEY("badblock_count", NULL, NULL), badblocks > 0, badblocks);
	key_text(k, KEY("effective", "EFFECTIVE", NULL), access_name(v->effective));
	reasons_key(k, KEY("reasons", "REASONS", NULL), &v->reasons);
	possible_key(k, KEY("possible", "POSSIBLE", NULL), v);
	key_tri(k, KEY("map_sync", "MAP_SYNC", NULL), v->map_sync);
}

void disk_keys(struct keys *k, const struct report *r, size_t index)
{
	const struct disk *disk = &r->inventory->disks[index];
	const struct disk_verdict *v = &r->objects->disks[index];

	key_text(k, KEY("dev", NULL, NULL), disk->dev);
	key_text(k, KEY("type", NULL, NULL), disk_type(disk));
	key_size(k, KEY("size", NULL, NULL), disk->size);
	key_number_if(k, KEY("start", NULL, NULL), disk->parent != NO_INDEX, disk->start);
	key_text_if(k, KEY("name", NULL, NULL), disk->dm_name);
	key_bool(k, KEY("read_only", NULL, NULL), disk->read_only);
	key_tri(k, KEY("dax", NULL, NULL), v->dax);
	reasons_key(k, KEY("reasons", NULL, NULL), &v->reasons);
	probe_key_if(k, KEY("evidence", NULL, NULL), r, &v->evidence);
	key_bool_if(k, KEY("swap", NULL, NULL), disk->swap, true);
}

void filesystem_keys(struct keys *k, const struct report *r, size_t index)
{
	const struct disk *disk = &r->inventory->disks[index];
	const struct disk_verdict *v = &r->objects->disks[index];

	key_text(k, KEY("type", NULL, NULL), disk->fs.type);
	key_bytes(k, KEY("block_size", NULL, NULL), disk->fs.block_size);
	key_bool_or_null(k, KEY("inline_data", NULL, NULL), disk->fs.features_read,
			 disk->fs.inline_data);
	key_bool_or_null(k, KEY("reflink", NULL, NULL), disk->fs.features_read, disk->fs.reflink);
	key_tri(k, KEY("dax", NULL, NULL), v->fs_dax);
	reasons_key(k, KEY("reasons", NULL, NULL), &v->fs_reasons);
}

void mount_keys(struct keys *k, const struct report *r, size_t index)
{
	const struct mount *mount = &r->inventory->mounts[index];
	const struct mount_verdict *v = &r->objects->mounts[index];
	const char *disk = mount->disk == NO_INDEX ? NULL : r->inventory->disks[mount->disk].dev;

	key_text(k, KEY("mountpoint", "POINT", "mountpoint"), mount->mountpoint);
	key_text(k, KEY(NULL, "BLOCKDEV", NULL), disk);
	key_text(k, KEY(NULL, NULL, "device"), disk ? disk : mount->source);
	key_text(k, KEY("fstype", "FSTYPE", "fstype"), mount->fstype);
	key_text(k, KEY("source", "SOURCE", NULL), mount->source);
	key_text(k, KEY("options", NULL, NULL), mount->options);
	key_text_if(k, KEY("mount_namespace", NULL, NULL), mount->mount_namespace);
	key_number_if(k, KEY("pid", NULL, NULL), mount->mount_namespace, mount->pid);
	key_text(k, KEY("dax_requested", "DAX_REQUESTED", "dax_requested"),
		 dax_option_name(v->requested));
	key_tri(k, KEY("dax_effective", "DAX", NULL), v->dax);
	key_tri(k, KEY("map_sync", "MAP_SYNC", NULL), v->map_sync);
	key_text(k, KEY("granularity", "GRANULARITY", NULL), granularity_name(v->granularity));
	reasons_key(k, KEY("reasons", "REASONS", NULL), &v->reasons);
	probe_key_if(k, KEY("evidence", NULL, NULL), r, &v->evidence);
}

void dax_region_keys(struct keys *k, const struct report *r, size_t index)
{
	const struct dax_region *region = &r->inventory->dax_regions[index];

	key_text_if(k, KEY("path", NULL, NULL), region->path);
	key_number(k, KEY("id", NULL, NULL), region->id);
	key_size_if(k, KEY("size", NULL, NULL), region->size);
	key_size_if(k, KEY("available_size", NULL, NULL), region->available_size);
	/* Without units, even with -u: util_daxctl_region_to_json() of ndctl 76 to 81. */
	key_number_if(k, KEY("align", NULL, NULL), region->align, region->align);
}

/* The keys of `daxctl list`, and memblock_size, which `daxctl list` lacks. */
static void memory_keys(struct keys *k, const struct dax_memory *memory)
{
	bool known = memory->known;

	key_number_if(k, KEY("online_memblocks", NULL, NULL), known, memory->online);
	key_number_if(k, KEY("total_memblocks", NULL, NULL), known, memory->total);
	key_size_if(k, KEY("memblock_size", NULL, NULL), known ? memory->block_size : 0);
	key_bool_if(k, KEY("movable", NULL, NULL), known && memory->movable != TRI_UNKNOWN,
		    memory->movable == TRI_YES);
}

/* The CXL region that a dax device is made of; NULL: it is not of CXL. */
static const struct cxl_region *cxl_region_of(const struct report *r, size_t dax_region)
{
	for (size_t i = 0; i < r->inventory->cxl.region_count; i++)
		if (r->objects->cxl_regions[i].dax_region == dax_region)
			return &r->inventory->cxl.regions[i];
	return NULL;
}

void dax_device_keys(struct keys *k, const struct report *r, size_t index)
{
	const struct dax_device *device = &r->inventory->dax_devices[index];
	const struct dax_verdict *v = &r->objects->dax_devices[index];
	const struct cxl_region *region = cxl_region_of(r, device->region);

	key_text(k, KEY("chardev", NULL, "device"), device->dev);
	key_size(k, KEY("size", "SIZE", NULL), device->size);
	nodes_keys(k, device->numa_node, device->target_node);
	key_size_if(k, KEY("align", NULL, NULL), device->align);
	key_text(k, KEY("mode", "MODE", "mode"), v->mode);
	memory_keys(k, &device->memory);
	key_size_or_null(k, KEY("system_ram_size", NULL, NULL), v->system_ram_size);
	state_key_if(k, KEY("state", "STATE", NULL), v->enabled);
	key_text(k, KEY("driver", "DRIVER", "driver"), device->driver);
	key_text(k, KEY("node", "NODE", NULL), device->node_there ? "present" : "missing");
	key_text(k, KEY("namespace", "NAMESPACE", "namespace"),
		 device->ndns == NO_INDEX ? NULL : r->inventory->namespaces[device->ndns].dev);
	key_text_if(k, KEY("class", "CLASS", "class"), v->class);
	key_text_if(k, KEY("cxl_region", "CXL_REGION", "cxl_region"), region ? region->dev : NULL);
	key_text_if(k, KEY("cxl_decoder", "CXL_DECODER", "cxl_decoder"),
		    region ? region->root_decoder : NULL);
	key_text(k, KEY("effective", "EFFECTIVE", NULL), access_name(v->effective));
	reasons_key(k, KEY("reasons", "REASONS", NULL), &v->reasons);
	key_text(k, KEY("granularity", "GRANULARITY", NULL), granularity_name(v->granularity));
	probe_key_if(k, KEY("evidence", NULL, NULL), r, &v->evidence);
}
