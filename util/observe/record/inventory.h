/* SPDX-License-Identifier: GPL-2.0-only */
/* The inventory's part of a record: disks, mounts, dax devices, environment. */
#ifndef PMEMCAP_RECORD_INVENTORY_H
#define PMEMCAP_RECORD_INVENTORY_H

#include <stdbool.h>

#include "../../facts/inventory.h"

struct json_object;

/*
 * Fill disk->fs and *info from what the live run found in a disk's first bytes. False: not
 * recorded.
 */
bool record_superblock(const struct facts *facts, struct disk *disk, enum info_block *info);

/* Fill disk->udev. False: not recorded. */
bool record_udev(const struct facts *facts, struct disk *disk);

/* Fill disk->targets. False: not recorded. */
bool record_table(const struct facts *facts, struct disk *disk);

/* Set sample_dax and block_size of a mount; unchanged if not recorded. */
void record_mount(const struct facts *facts, struct mount *mount);

/* Fill *memory for a dax device that was bound to kmem. False: not recorded. */
bool record_memory(const struct facts *facts, const struct dax_device *device,
		   struct dax_memory *memory);

/* Set disk->node; unchanged if not recorded. */
void record_disk_node(const struct facts *facts, struct disk *disk);

/* Set region->memory; unchanged if not recorded. */
void record_region_memory(const struct facts *facts, struct nd_region *region);

/* Set node_there and node_mode of a dax device. False: not recorded. */
bool record_node(const struct facts *facts, struct dax_device *device);

/* Did the live run take place in a container? */
bool record_container(const struct facts *facts);

/*
 * Set the disks of a mount if the live run needed more than the mount's device number to find them.
 * Unchanged if not recorded.
 */
void record_mount_disks(const struct facts *facts, const struct inventory *inventory,
			struct mount *mount);

/*
 * Receives a line from the mountinfo of another mount namespace, and the pid of a process in that
 * namespace. The line may be modified.
 */
typedef void (*record_mount_fn)(char *line, const char *mount_namespace, unsigned int pid,
				void *arg);

/* Call visit for each mount that the live run found in another mount namespace. */
void record_each_other_mount(const struct facts *facts, record_mount_fn visit, void *arg);

/* --- for record.c --- */

/* Put the part of the inventory that only a live run can see into record. */
void record_write_inventory(struct json_object *record, const struct inventory *inventory);

#endif
