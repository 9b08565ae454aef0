// SPDX-License-Identifier: GPL-2.0-only
#include "dax-memory.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../facts/inventory.h"
#include "../../lib/xalloc.h"
#include "../read/reader.h"
#include "../read/sysfs.h"
#include "../record/errors.h"
#include "../record/inventory.h"

static const char affects[] = "dax_regions";

/* A hexadecimal number, with or without 0x. Returns 0 or -errno. */
static int read_hex(const char *path, unsigned long long *value)
{
	char text[32], *end;
	int length = reader_attr(path, text, sizeof(text));

	if (length < 0)
		return length;
	errno = 0;
	*value = strtoull(text, &end, 16);
	return errno || end == text || *end ? -EBADMSG : 0;
}

/* Parse the number in "memory40"; false for other names, such as "memory_failure". */
static bool block_number(const char *name, unsigned long long *number)
{
	const char *digits = name + strlen("memory");

	if (!*digits || strlen(digits) > 12 || digits[strspn(digits, "0123456789")])
		return false;
	*number = strtoull(digits, NULL, 10);
	return true;
}

static int read_block_attr(const char *node, const char *block, const char *attr, char text[64])
{
	char *path = xasprintf("%s/%s/%s", node, block, attr);
	int length = reader_attr(path, text, 64);

	free(path);
	return length;
}

/* Examine one block of the device. Returns 0 or -errno. */
static int read_block(struct dax_memory *memory, const char *node, const char *name)
{
	char text[64];
	int length;

	memory->total++;
	length = read_block_attr(node, name, "state", text);
	if (length < 0)
		return length;
	/* As in daxctl, any state that starts with "online" counts. */
	if (strncmp(text, "online", strlen("online")) != 0)
		return 0;
	memory->online++;
	length = read_block_attr(node, name, "valid_zones", text);
	if (length < 0)
		return length;
	if (strcmp(text, "Movable") != 0)
		memory->movable = TRI_NO;
	return 0;
}

/* Examine all blocks of the node that start inside the device. Returns 0 or -errno. */
static int read_blocks(const struct facts *facts, struct dax_memory *memory, const char *node,
		       unsigned long long start, unsigned long long size)
{
	struct sysfs_names names;
	int rc;

	rc = sysfs_list(facts, node, "memory", &names);
	for (size_t i = 0; i < names.count && !rc; i++) {
		unsigned long long number, address;

		if (!block_number(names.list[i], &number) ||
		    __builtin_mul_overflow(number, memory->block_size, &address) ||
		    address < start || address - start >= size)
			continue;
		rc = read_block(memory, node, names.list[i]);
	}
	sysfs_release_names(&names);
	return rc;
}

/* The paths that are read, in this order. */
enum source { ADDRESS, BLOCK_SIZE, BLOCKS, SOURCE_COUNT };

static void source_path(const struct dax_device *device, enum source source, char path[128])
{
	switch (source) {
	case ADDRESS:
		snprintf(path, 128, "/sys/bus/dax/devices/%s/mapping0/start", device->dev);
		break;
	case BLOCK_SIZE:
		snprintf(path, 128, "/sys/devices/system/memory/block_size_bytes");
		break;
	default:
		snprintf(path, 128, "/sys/devices/system/node/node%d", device->target_node);
	}
}

/* Returns 0 or -errno. After an error, where is the path that caused it. */
static int read_memory(const struct facts *facts, const struct dax_device *device,
		       struct dax_memory *memory, char where[128])
{
	unsigned long long start, block_size;
	int rc;

	source_path(device, ADDRESS, where);
	rc = read_hex(where, &start);
	if (rc)
		return rc;
	source_path(device, BLOCK_SIZE, where);
	rc = read_hex(where, &block_size);
	if (!rc && (!block_size || block_size > LONG_MAX))
		rc = -EBADMSG;
	if (rc)
		return rc;
	*memory = (struct dax_memory){ .block_size = block_size, .movable = TRI_YES };
	source_path(device, BLOCKS, where);
	rc = read_blocks(facts, memory, where, start, device->size);
	if (rc)
		return rc;
	/* An offline block is in no zone (daxctl_memory_is_movable()). */
	if (memory->online < memory->total)
		memory->movable = TRI_UNKNOWN;
	else if (!memory->total)
		memory->movable = TRI_NO;
	memory->known = true;
	return 0;
}

/* Use the record's result or error. Returns as read_memory() does. */
static int recorded_memory(const struct facts *facts, const struct dax_device *device,
			   struct dax_memory *memory, char where[128])
{
	int rc = -ENOENT;

	if (record_memory(facts, device, memory))
		return 0;
	for (enum source source = 0; source < SOURCE_COUNT && rc == -ENOENT; source++) {
		source_path(device, source, where);
		rc = record_error(facts, where, rc);
	}
	return rc;
}

void dax_memory_read(struct facts *facts, struct dax_device *device)
{
	struct dax_memory memory = { .known = false };
	char where[128];
	int rc;

	if (device->target_node < 0)
		return;
	rc = facts->live ? read_memory(facts, device, &memory, where)
			 : recorded_memory(facts, device, &memory, where);
	if (!rc)
		device->memory = memory;
	else if (rc != -ENOENT)
		facts_skip(facts, where, rc, affects);
}
