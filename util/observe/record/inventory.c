// SPDX-License-Identifier: GPL-2.0-only
/* The inventory's part of a record. Each kind of object has a writer, followed by its reader. */
#include "inventory.h"

#include <json-c/json.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../facts/inventory.h"
#include "../../lib/array.h"
#include "../../lib/strutil.h"
#include "../../lib/xalloc.h"
#include "json.h"

/* The largest disk in 512-byte sectors, so that its bytes fit in 64 bits. */
#define SECTORS_MAX (LLONG_MAX / 512)

/* The info block of the namespace that a disk belongs to. */
static enum info_block info_block_of(const struct inventory *inventory, const struct disk *disk)
{
	for (size_t i = 0; i < inventory->namespace_count; i++) {
		const struct nd_namespace *ns = &inventory->namespaces[i];

		if (ns->info_block && ns->blockdev && !strcmp(ns->blockdev, disk->dev))
			return ns->info_block;
	}
	return INFO_BLOCK_NOT_READ;
}

static void write_superblock(struct json_object *object, const struct inventory *inventory,
			     const struct disk *disk)
{
	struct json_object *fs = xalloc_check(json_object_new_object());

	/* If features_read is not set, the type comes from udev and write_udev() records it. */
	if (disk->fs.features_read) {
		record_put_text(fs, "type", disk->fs.type);
		record_put(fs, "block_size", json_object_new_int64(disk->fs.block_size));
		record_put(fs, "inline_data", json_object_new_boolean(disk->fs.inline_data));
		record_put(fs, "reflink", json_object_new_boolean(disk->fs.reflink));
	}
	record_put(object, "superblock", fs);
	record_put_text(object, "info_block", info_block_name(info_block_of(inventory, disk)));
}

static bool is_set(struct json_object *object, const char *key)
{
	struct json_object *value = record_member(object, key, json_type_boolean);

	return value && json_object_get_boolean(value);
}

static struct json_object *disk_record(const struct facts *facts, const struct disk *disk)
{
	return record_member(record_member(facts->record, "disks", json_type_object), disk->dev,
			     json_type_object);
}

/* A missing feature is unknown, not absent: use the object only if all features are present. */
static bool read_filesystem(struct filesystem *fs, struct json_object *object)
{
	struct json_object *inline_data = record_member(object, "inline_data", json_type_boolean);
	struct json_object *reflink = record_member(object, "reflink", json_type_boolean);
	long long block_size;
	char *type;

	if (!inline_data || !reflink || !record_number(object, "block_size", 65536, &block_size) ||
	    !block_size || block_size & (block_size - 1))
		return false;
	type = record_text(object, "type");
	if (!type)
		return false;
	free(fs->type);
	fs->type = type;
	fs->block_size = block_size;
	fs->inline_data = json_object_get_boolean(inline_data);
	fs->reflink = json_object_get_boolean(reflink);
	fs->features_read = true;
	return true;
}

bool record_superblock(const struct facts *facts, struct disk *disk, enum info_block *info)
{
	struct json_object *object = disk_record(facts, disk);
	struct json_object *fs = record_member(object, "superblock", json_type_object);
	char *name;

	*info = INFO_BLOCK_NOT_READ;
	/* An empty object means that superblock_parse() found no file system. */
	if (!fs || (json_object_object_length(fs) && !read_filesystem(&disk->fs, fs)))
		return false;
	name = record_text(object, "info_block");
	for (enum info_block block = INFO_BLOCK_NONE; name && block <= INFO_BLOCK_BTT; block++)
		if (!strcmp(info_block_name(block), name))
			*info = block;
	free(name);
	return true;
}

static void write_udev(struct json_object *disk, const struct udev_facts *udev)
{
	struct json_object *object;

	if (!udev->asked)
		return;
	object = xalloc_check(json_object_new_object());
	record_put(object, "initialized", json_object_new_boolean(udev->initialised));
	record_put_text(object, "fs_type", udev->fs_type);
	record_put_text(object, "fs_usage", udev->fs_usage);
	record_put(disk, "udev", object);
}

bool record_udev(const struct facts *facts, struct disk *disk)
{
	struct json_object *object =
		record_member(disk_record(facts, disk), "udev", json_type_object);

	if (!record_member(object, "initialized", json_type_boolean))
		return false;
	disk->udev.asked = true;
	disk->udev.initialised = is_set(object, "initialized");
	if (!disk->udev.initialised)
		return true;
	disk->udev.fs_type = record_text(object, "fs_type");
	disk->udev.fs_usage = record_text(object, "fs_usage");
	return true;
}

static void write_table(struct json_object *object, const struct disk *disk)
{
	struct json_object *table;

	if (!disk->table_read)
		return;
	table = xalloc_check(json_object_new_array());
	for (size_t i = 0; i < disk->target_count; i++) {
		const struct dm_target *target = &disk->targets[i];
		struct json_object *line = xalloc_check(json_object_new_object());

		record_put_text(line, "type", target->type);
		record_put(line, "start", json_object_new_int64(target->start));
		record_put(line, "length", json_object_new_int64(target->length));
		if (target->offset_known)
			record_put(line, "offset", json_object_new_int64(target->offset));
		if (json_object_array_add(table, line))
			xalloc_check(NULL);
	}
	record_put(object, "table", table);
}

/*
 * Parse a target, which must start at *end. Moves *end to the target's end. Returns false if the
 * target is invalid.
 */
static bool take_line(struct disk *disk, struct json_object *line, long long *end)
{
	long long start, length, offset = 0;
	struct dm_target *target;
	char *type;

	if (!record_number(line, "start", SECTORS_MAX, &start) || start != *end ||
	    !record_number(line, "length", SECTORS_MAX - start, &length) || !length)
		return false;
	type = record_text(line, "type");
	if (!type)
		return false;
	*end = start + length;
	disk->targets = array_make_room(disk->targets, disk->target_count, sizeof(*disk->targets));
	target = &disk->targets[disk->target_count++];
	memset(target, 0, sizeof(*target));
	target->type = type;
	target->start = start;
	target->length = length;
	/* As in parse_offset() of dm-table.c: other targets have no known offset. */
	target->offset_known = (!strcmp(type, "linear") || !strcmp(type, "striped")) &&
			       record_number(line, "offset", SECTORS_MAX, &offset);
	target->offset = offset;
	return true;
}

bool record_table(const struct facts *facts, struct disk *disk)
{
	struct json_object *table =
		record_member(disk_record(facts, disk), "table", json_type_array);
	size_t count = table ? json_object_array_length(table) : 0;
	long long end = 0;

	for (size_t i = 0; i < count; i++) {
		if (take_line(disk, json_object_array_get_idx(table, i), &end))
			continue;
		/* An incomplete table is useless. */
		disk_forget_table(disk);
		return false;
	}
	return table;
}

static const char *const node_names[] = {
	[NODE_THERE] = "there",
	[NODE_MISSING] = "missing",
	[NODE_OTHER] = "other",
};

void record_disk_node(const struct facts *facts, struct disk *disk)
{
	char *node = record_text(disk_record(facts, disk), "node");
	int i = string_index(node_names, ARRAY_SIZE(node_names), node);

	if (i >= 0)
		disk->node = i;
	free(node);
}

static void write_disks(struct json_object *record, const struct inventory *inventory)
{
	struct json_object *disks = xalloc_check(json_object_new_object());

	for (size_t i = 0; i < inventory->disk_count; i++) {
		const struct disk *disk = &inventory->disks[i];
		struct json_object *object = xalloc_check(json_object_new_object());

		if (disk->first_bytes_read)
			write_superblock(object, inventory, disk);
		write_udev(object, &disk->udev);
		write_table(object, disk);
		record_put_text(object, "node", node_names[disk->node]);
		record_put(disks, disk->dev, object);
	}
	record_put(record, "disks", disks);
}

static void put_disk(struct json_object *object, const char *key, const struct inventory *inventory,
		     size_t disk)
{
	if (disk != NO_INDEX)
		record_put_text(object, key, inventory->disks[disk].dev);
}

static void write_mount_disks(struct json_object *object, const struct inventory *inventory,
			      const struct mount *mount)
{
	struct json_object *members = xalloc_check(json_object_new_array());

	put_disk(object, "disk", inventory, mount->disk);
	put_disk(object, "log_disk", inventory, mount->log_disk);
	put_disk(object, "realtime_disk", inventory, mount->realtime_disk);
	record_put(object, "data_elsewhere", json_object_new_boolean(mount->data_elsewhere));
	for (size_t i = 0; i < mount->member_count; i++)
		json_object_array_add(members, xalloc_check(json_object_new_string(
						       inventory->disks[mount->members[i]].dev)));
	record_put(object, "members", members);
}

/* Store the line, since the capture has no mountinfo of other namespaces. */
static void write_other_mounts(struct json_object *record, const struct inventory *inventory)
{
	struct json_object *mounts = xalloc_check(json_object_new_array());

	for (size_t i = 0; i < inventory->mount_count; i++) {
		const struct mount *mount = &inventory->mounts[i];
		struct json_object *object;

		if (!mount->mount_namespace)
			continue;
		object = xalloc_check(json_object_new_object());
		record_put_text(object, "namespace", mount->mount_namespace);
		record_put(object, "pid", json_object_new_int64(mount->pid));
		record_put_text(object, "line", mount->line);
		json_object_array_add(mounts, object);
	}
	record_put(record, "other_mounts", mounts);
}

static void write_mounts(struct json_object *record, const struct inventory *inventory)
{
	struct json_object *mounts = xalloc_check(json_object_new_object());
	char id[16];

	for (size_t i = 0; i < inventory->mount_count; i++) {
		const struct mount *mount = &inventory->mounts[i];
		struct json_object *object = xalloc_check(json_object_new_object());

		record_put_text(object, "sample_dax", tri_name(mount->sample_dax));
		record_put(object, "block_size", json_object_new_int64(mount->block_size));
		if (!mount->by_number || mount->log_disk != NO_INDEX ||
		    mount->realtime_disk != NO_INDEX)
			write_mount_disks(object, inventory, mount);
		snprintf(id, sizeof(id), "%u", mount->id);
		record_put(mounts, id, object);
	}
	record_put(record, "mounts", mounts);
}

static struct json_object *mount_record(const struct facts *facts, unsigned int mount_id)
{
	char id[16];

	snprintf(id, sizeof(id), "%u", mount_id);
	return record_member(record_member(facts->record, "mounts", json_type_object), id,
			     json_type_object);
}

static size_t find_recorded_disk(struct json_object *object, const char *key,
				 const struct inventory *inventory)
{
	char *name = record_text(object, key);
	size_t disk = name ? inventory_find_disk(inventory, name) : NO_INDEX;

	free(name);
	return disk;
}

void record_mount_disks(const struct facts *facts, const struct inventory *inventory,
			struct mount *mount)
{
	struct json_object *object = mount_record(facts, mount->id);
	struct json_object *members = record_member(object, "members", json_type_array);

	if (!members)
		return;
	mount->log_disk = find_recorded_disk(object, "log_disk", inventory);
	mount->realtime_disk = find_recorded_disk(object, "realtime_disk", inventory);
	if (mount->by_number)
		return;
	mount->disk = find_recorded_disk(object, "disk", inventory);
	mount->data_elsewhere = is_set(object, "data_elsewhere");
	for (size_t i = 0; i < json_object_array_length(members) && i < inventory->disk_count;
	     i++) {
		struct json_object *name = json_object_array_get_idx(members, i);
		size_t disk = json_object_is_type(name, json_type_string)
				      ? inventory_find_disk(inventory, json_object_get_string(name))
				      : NO_INDEX;

		if (disk == NO_INDEX)
			continue;
		mount->members = array_make_room(mount->members, mount->member_count,
						 sizeof(*mount->members));
		mount->members[mount->member_count++] = disk;
	}
}

void record_each_other_mount(const struct facts *facts, record_mount_fn visit, void *arg)
{
	struct json_object *mounts = record_member(facts->record, "other_mounts", json_type_array);

	for (size_t i = 0; mounts && i < json_object_array_length(mounts); i++) {
		struct json_object *object = json_object_array_get_idx(mounts, i);
		char *name = record_text(object, "namespace"), *line = record_text(object, "line");
		long long pid;

		if (name && line && record_number(object, "pid", 1L << 30, &pid))
			visit(line, name, pid, arg);
		free(name);
		free(line);
	}
}

void record_mount(const struct facts *facts, struct mount *mount)
{
	struct json_object *object = mount_record(facts, mount->id);
	long long block_size;
	char *sample;

	if (record_number(object, "block_size", 1L << 30, &block_size))
		mount->block_size = block_size;
	sample = record_text(object, "sample_dax");
	for (enum tri t = TRI_NO; sample && t <= TRI_YES; t++)
		if (!strcmp(sample, tri_name(t)))
			mount->sample_dax = t;
	free(sample);
}

static void write_memory(struct json_object *node, const struct dax_memory *memory)
{
	struct json_object *object;

	if (!memory->known)
		return;
	object = xalloc_check(json_object_new_object());
	record_put(object, "block_size", json_object_new_int64(memory->block_size));
	record_put(object, "total", json_object_new_int64(memory->total));
	record_put(object, "online", json_object_new_int64(memory->online));
	record_put_text(object, "movable", tri_name(memory->movable));
	record_put(node, "memory", object);
}

static const char *const memory_names[] = {
	[MEMORY_FOUND] = "found",
	[MEMORY_MISSING] = "missing",
	[MEMORY_UNPROVEN] = "unproven",
	[MEMORY_TAKEN] = "taken",
};

static void write_regions(struct json_object *record, const struct inventory *inventory)
{
	struct json_object *regions = xalloc_check(json_object_new_object());

	for (size_t i = 0; i < inventory->region_count; i++) {
		const struct nd_region *region = &inventory->regions[i];
		struct json_object *object;

		if (region->memory == MEMORY_OF_PLATFORM)
			continue;
		object = xalloc_check(json_object_new_object());
		record_put_text(object, "memory", memory_names[region->memory]);
		record_put(regions, region->dev, object);
	}
	record_put(record, "regions", regions);
}

void record_region_memory(const struct facts *facts, struct nd_region *region)
{
	struct json_object *object =
		record_member(record_member(facts->record, "regions", json_type_object),
			      region->dev, json_type_object);
	char *memory = record_text(object, "memory");
	int i = string_index(memory_names, ARRAY_SIZE(memory_names), memory);

	if (i >= 0)
		region->memory = i;
	free(memory);
}

static void write_nodes(struct json_object *record, const struct inventory *inventory)
{
	struct json_object *nodes = xalloc_check(json_object_new_object());

	for (size_t i = 0; i < inventory->dax_count; i++) {
		const struct dax_device *device = &inventory->dax_devices[i];
		struct json_object *object = xalloc_check(json_object_new_object());

		record_put(object, "there", json_object_new_boolean(device->node_there));
		record_put(object, "mode", json_object_new_int64(device->node_mode));
		write_memory(object, &device->memory);
		record_put(nodes, device->dev, object);
	}
	record_put(record, "dax_nodes", nodes);
}

static struct json_object *node_record(const struct facts *facts, const struct dax_device *device)
{
	return record_member(record_member(facts->record, "dax_nodes", json_type_object),
			     device->dev, json_type_object);
}

bool record_memory(const struct facts *facts, const struct dax_device *device,
		   struct dax_memory *memory)
{
	struct json_object *object =
		record_member(node_record(facts, device), "memory", json_type_object);
	long long block_size, total, online;
	char *movable;

	if (!record_number(object, "block_size", LONG_MAX, &block_size) || !block_size ||
	    !record_number(object, "total", INT_MAX, &total) ||
	    !record_number(object, "online", total, &online))
		return false;
	movable = record_text(object, "movable");
	*memory = (struct dax_memory){
		.known = true, .block_size = block_size, .total = total, .online = online
	};
	for (enum tri t = TRI_NO; movable && t <= TRI_YES; t++)
		if (!strcmp(movable, tri_name(t)))
			memory->movable = t;
	free(movable);
	return true;
}

bool record_node(const struct facts *facts, struct dax_device *device)
{
	struct json_object *object = node_record(facts, device);
	struct json_object *there = record_member(object, "there", json_type_boolean);
	long long mode;

	/* A missing node is recorded, too. */
	if (!there || !record_number(object, "mode", 07777, &mode))
		return false;
	device->node_there = json_object_get_boolean(there);
	device->node_mode = mode;
	return true;
}

static void write_environment(struct json_object *record, const struct environment *environment)
{
	struct json_object *object = xalloc_check(json_object_new_object());

	record_put(object, "container", json_object_new_boolean(environment->container));
	record_put(record, "environment", object);
}

bool record_container(const struct facts *facts)
{
	return is_set(record_member(facts->record, "environment", json_type_object), "container");
}

void record_write_inventory(struct json_object *record, const struct inventory *inventory)
{
	write_disks(record, inventory);
	write_regions(record, inventory);
	write_mounts(record, inventory);
	write_other_mounts(record, inventory);
	write_nodes(record, inventory);
	write_environment(record, &inventory->environment);
}
