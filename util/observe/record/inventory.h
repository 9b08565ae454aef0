/* SPDX-License-Identifier: GPL-2.0-only */
/* The inventory's part of a record: disks, mounts, dax devices, where it ran. */
#ifndef PMEMCAP_RECORD_INVENTORY_H
#define PMEMCAP_RECORD_INVENTORY_H

#include <stdbool.h>

#include "../../facts/inventory.h"

struct json_object;

/*
 * What the live run read of a disk's first bytes: its file system into
 * disk->fs, *info as superblock_info_block() gives it. False: nothing is recorded.
 */
bool record_superblock(const struct facts *facts, struct disk *disk, enum info_block *info);

/* What udev told of a disk, into disk->udev. False: nothing is recorded. */
bool record_udev(const struct facts *facts, struct disk *disk);

/* A device-mapper table into disk->targets. False: nothing is recorded. */
bool record_table(const struct facts *facts, struct disk *disk);

/* What was seen of a mount: sample_dax and block_size; left alone if nothing is recorded. */
void record_mount(const struct facts *facts, struct mount *mount);

/* Memory blocks of a dax device that was bound to kmem. False: nothing is recorded. */
bool record_memory(const struct facts *facts, const struct dax_device *device,
		   struct dax_memory *memory);

/* What was found at the disk's node; left alone if nothing is recorded. */
void record_disk_node(const struct facts *facts, struct disk *disk);

/* What the live run knew of the memory at a region's range; left alone if nothing is recorded. */
void record_region_memory(const struct facts *facts, struct nd_region *region);

/* Was the node of a dax device there, and with which permissions? False: nothing is recorded. */
bool record_node(const struct facts *facts, struct dax_device *device);

/* Did the live run find itself in a container? */
bool record_container(const struct facts *facts);

/*
 * The disks of a mount, where the live run found them by more than their names: they
 * replace what mount has. Without such a key mount stays as it is.
 */
void record_mount_disks(const struct facts *facts, const struct inventory *inventory,
			struct mount *mount);

/* A line of mountinfo, which may be modified, of another mount namespace and a process there. */
typedef void (*record_mount_fn)(char *line, const char *mount_namespace, unsigned int pid,
				void *arg);

/* Call visit for each mount that the live run found in another mount namespace. */
void record_each_other_mount(const struct facts *facts, record_mount_fn visit, void *arg);

/* --- for record.c --- */

/* Put what only a live run sees of the inventory into record. */
void record_write_inventory(struct json_object *record, const struct inventory *inventory);

#endif
