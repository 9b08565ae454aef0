// SPDX-License-Identifier: GPL-2.0-only
#include "dm-table.h"

#include <linux/dm-ioctl.h>
#include <stdio.h>
#include <string.h>

#include "../must.h"
#include "inventory.h"

/* "259:0 24": the leg and its offset in sectors. */
static void parse_linear(struct dm_target *target, const char *params)
{
	target->offset_known = sscanf(params, "%*s %llu", &target->offset) == 1;
}

/*
 * "2 32 259:0 0 259:1 0": legs, chunk, and each leg with its offset. All bits
 * together: one odd number among them makes the whole odd.
 */
static void parse_striped(struct dm_target *target, const char *params)
{
	unsigned long long offset, chunk;
	unsigned int legs;
	int at = 0;

	if (sscanf(params, "%u %llu%n", &legs, &chunk, &at) != 2 || !chunk)
		return;
	target->offset = chunk;
	for (unsigned int i = 0; i < legs; i++) {
		int length = 0;

		if (sscanf(params + at, "%*s %llu%n", &offset, &length) != 1 || !length)
			return;
		target->offset |= offset;
		at += length;
	}
	target->offset_known = true;
}

static void parse_offset(struct dm_target *target, const char *params)
{
	if (!strcmp(target->type, "linear"))
		parse_linear(target, params);
	else if (!strcmp(target->type, "striped"))
		parse_striped(target, params);
}

void dm_table_take(struct disk *disk, const struct dm_ioctl *io)
{
	const char *base = (const char *)io + io->data_start;
	const char *end = (const char *)io + io->data_size;
	const char *at = base;

	for (unsigned int i = 0; i < io->target_count; i++) {
		const struct dm_target_spec *spec = (const void *)at;
		struct dm_target *target;

		if (at + sizeof(*spec) >= end)
			return;
		disk->targets = must_grow(disk->targets, disk->target_count + 1, sizeof(*target));
		target = &disk->targets[disk->target_count++];
		memset(target, 0, sizeof(*target));
		target->type = must_strndup(spec->target_type, sizeof(spec->target_type));
		target->start = spec->sector_start;
		target->length = spec->length;
		parse_offset(target, at + sizeof(*spec));
		if (!spec->next || base + spec->next <= at || base + spec->next >= end)
			return;
		at = base + spec->next;
	}
}
