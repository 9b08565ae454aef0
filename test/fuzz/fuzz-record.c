// SPDX-License-Identifier: GPL-2.0-only
/*
 * A tree's record, and everything that is read from it. The facts are then written as a capture
 * writes them, and must be the same when they are read again.
 */
#include <errno.h>
#include <json-c/json.h>

#include "../../util/facts/inventory.h"
#include "../../util/observe/host/bootlog.h"
#include "../../util/observe/record/errors.h"
#include "../../util/observe/record/inventory.h"
#include "../../util/observe/record/json.h"
#include "../../util/observe/record/record.h"
#include "fuzz.h"

/* Only these disks, mounts and nodes are searched, however many a record names. */
#define OBJECTS_MAX 32

struct taken {
	struct facts facts;
	struct inventory inventory;
};

static void take_disk(struct taken *taken, const char *name)
{
	struct inventory *inventory = &taken->inventory;
	struct disk *disk = &inventory->disks[inventory->disk_count++];
	struct nd_namespace *ns = &inventory->namespaces[inventory->namespace_count++];

	disk->dev = xstrdup(name);
	ns->blockdev = xstrdup(name);
	disk->first_bytes_read = record_superblock(&taken->facts, disk, &ns->info_block);
	disk->table_read = record_table(&taken->facts, disk);
	REQUIRE(disk->table_read || !disk->target_count);
}

static void take_mount(struct taken *taken, const char *id)
{
	struct mount *mount = &taken->inventory.mounts[taken->inventory.mount_count++];

	mount->id = strtoul(id, NULL, 10);
	record_mount(&taken->facts, mount);
}

static void take_node(struct taken *taken, const char *name)
{
	struct dax_device *device = &taken->inventory.dax_devices[taken->inventory.dax_count++];

	device->dev = xstrdup(name);
	record_node(&taken->facts, device);
}

/* Call take() for each member of the record's object with this key. */
static void each(struct taken *taken, const char *key,
		 void (*take)(struct taken *taken, const char *name))
{
	struct json_object *object = record_member(taken->facts.record, key, json_type_object);
	struct lh_entry *entry = object ? json_object_get_object(object)->head : NULL;

	for (int i = 0; entry && i < OBJECTS_MAX; i++, entry = entry->next)
		take(taken, lh_entry_k(entry));
}

static void take_all(struct taken *taken, const char *text, size_t length)
{
	struct inventory *inventory = &taken->inventory;

	memset(taken, 0, sizeof(*taken));
	inventory->disks = xcalloc(OBJECTS_MAX, sizeof(*inventory->disks));
	inventory->namespaces = xcalloc(OBJECTS_MAX, sizeof(*inventory->namespaces));
	inventory->mounts = xcalloc(OBJECTS_MAX, sizeof(*inventory->mounts));
	inventory->dax_devices = xcalloc(OBJECTS_MAX, sizeof(*inventory->dax_devices));
	record_take_text(&taken->facts, text, length);
	bootlog_recall(&taken->facts);
	each(taken, "disks", take_disk);
	each(taken, "mounts", take_mount);
	each(taken, "dax_nodes", take_node);
	inventory->environment.container = record_container(&taken->facts);
	record_note_timeouts(&taken->facts, false);
	record_note_timeouts(&taken->facts, true);
	record_has_timeout(&taken->facts, "/etc/modprobe.d");
	REQUIRE(record_error(&taken->facts, "/dev/mapper/control", -ENOENT) < 0);
}

static void release(struct taken *taken)
{
	inventory_release(&taken->inventory);
	facts_release(&taken->facts);
}

/* The text of a capture with these facts; the caller frees it. */
static char *written(const struct taken *taken)
{
	struct facts facts = taken->facts;
	struct json_object *record;
	char *text;

	/* Errors of this run do not belong to the record. */
	facts.skip_count = 0;
	record = record_make(&facts, &taken->inventory, NULL, 0);
	text = xstrdup(json_object_to_json_string_ext(record, JSON_C_TO_STRING_PRETTY));

	json_object_put(record);
	return text;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = text_of(data, size), *once, *twice;
	struct taken first, second;

	take_all(&first, text, size);
	REQUIRE(!first.facts.kernel.release || *first.facts.kernel.release);
	REQUIRE(!first.facts.kernel.machine || *first.facts.kernel.machine);
	REQUIRE(!(first.facts.kernel.page_size & (first.facts.kernel.page_size - 1)));
	once = written(&first);
	take_all(&second, once, strlen(once));
	twice = written(&second);
	/*
	 * The time stamp of the line is already removed. Another " kernel: " in it would be taken
	 * for one.
	 */
	if (!first.facts.bootlog.line || !strstr(first.facts.bootlog.line, " kernel: "))
		REQUIRE(!strcmp(once, twice));
	release(&second);
	release(&first);
	free(twice);
	free(once);
	free(text);
	return 0;
}
