/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What only a live run can see, as a capture writes it down in the tree and as
 * --sysroot takes it from there. Each part is written and read by two functions
 * that stand together; every key may be missing, and what no capture can have
 * written is as if it were missing. Tables of device-mapper, super blocks and
 * files on mounts are recorded as the facts they gave, never as they are.
 */
#ifndef PMEMCAP_RECORD_H
#define PMEMCAP_RECORD_H

#include "../../facts/inventory.h"

/* Where a capture keeps it. */
#define RECORD_PATH "/pmemcap.json"

/*
 * Read the record of the tree this process is in: kernel, colour probe and
 * boot log into facts, the whole of it into facts->record for the functions
 * below. A record that is missing or no record is noted in facts->skips.
 */
void record_open(struct facts *facts);

/*
 * The same for a record at hand, an object; facts takes it over. One of a later
 * version than ours is noted in facts->skips: its words may mean something else.
 */
void record_take(struct facts *facts, struct json_object *record);

/* The same for its text, length bytes. What is no record is noted in facts->skips. */
void record_take_text(struct facts *facts, const char *text, size_t length);

/*
 * Add what could not be read in time to facts->skips: of the files that the
 * host's observers read, or of those that the inventory's do. Done last: an
 * observer that met with such a file has said so itself.
 */
void record_note_timeouts(struct facts *facts, bool inventory);

/* Keys of the JSON object that lack what path would have told (see struct skip). */
const char *record_affects(const char *path);

/* Does the tree have a record that could not be read? What it lacks is no evidence then. */
bool record_is_unread(const struct facts *facts);

/* Is there a file below dir that could not be read in time? */
bool record_has_timeout(const struct facts *facts, const char *dir);

/*
 * The error of reading path, for an observer that looked into the tree and got
 * rc: what the live run got there, else rc. Of a file whose content was wrong
 * (EBADMSG) the tree has the same, to be found wrong again. Negative errnos; rc
 * comes back on a live machine, and what goes with a good one is the caller's
 * to release where that is not rc.
 */
int record_error(const struct facts *facts, const char *path, int rc);

/* The log's lines that count, of the live run. False: not recorded, or not read there either. */
bool record_bootlog(struct facts *facts);

/*
 * What the live run read of a disk's first bytes: its file system into
 * disk->fs, *info as superblock_info() gives it. False: nothing is recorded.
 */
bool record_superblock(const struct facts *facts, struct disk *disk, char *info);

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

/* Whose files were captured: the host's alone, or the inventory's too, though no observer may have run. */
void record_say_whose(struct json_object *record, bool inventory);

/* Did the live run find itself in a container? */
bool record_container(const struct facts *facts);

/* Was the tree captured with the host's facts alone ("inventory": false)? */
bool record_is_of_host(const struct facts *facts);

/*
 * The record of a live run; inventory may be NULL. late: the files that were
 * not read in time. The caller owns the object (json_object_put()).
 */
struct json_object *record_make(const struct facts *facts, const struct inventory *inventory,
				const char *const *late, size_t late_count);

/* The inventory's part of it. */
void record_add_inventory(struct json_object *record, const struct inventory *inventory);

/* What record.c and record-inventory.c share. */

/* The member called key of an object (also of NULL), if it is of that type; else NULL. */
struct json_object *record_member(struct json_object *object, const char *key, int type);

/* A number in [0, max]. False, and *value is left alone, for anything else and for none. */
bool record_number(struct json_object *object, const char *key, long long max, long long *value);

/* Text that is not empty, for the caller to free; else NULL. */
char *record_text(struct json_object *object, const char *key);

/* Put value under key; takes over the value. */
void record_put(struct json_object *object, const char *key, struct json_object *value);

/* The same for text; NULL leaves the key out. */
void record_put_text(struct json_object *object, const char *key, const char *text);

/*
 * The disks of a mount, where the live run found them by more than their names: they
 * replace what mount has. Without such a key mount stays as it is.
 */
void record_mount_disks(const struct facts *facts, const struct inventory *inventory,
			struct mount *mount);

/* The mounts that the live run found in other mount namespaces, into inventory. */
void record_other_mounts(struct inventory *inventory, struct facts *facts);

#endif
