// SPDX-License-Identifier: GPL-2.0-only
#include "dm-table.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/dm-ioctl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

#include "../../facts/inventory.h"
#include "../../lib/array.h"
#include "../../lib/xalloc.h"
#include "../../proc/progress.h"
#include "../read/reader.h"

/* "259:0 24": the leg and its offset in sectors. */
static void parse_linear(struct dm_target *target, const char *params)
{
	target->offset_known = sscanf(params, "%*s %llu", &target->offset) == 1;
}

/*
 * "2 32 259:0 0 259:1 0": number of legs, chunk size, and each leg with its offset. The chunk size
 * and all offsets are OR-ed, so the result is aligned as the least aligned of them.
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

static void add_target(struct disk *disk, const struct dm_target_spec *spec, const char *params)
{
	struct dm_target *target;

	disk->targets = array_make_room(disk->targets, disk->target_count, sizeof(*target));
	target = &disk->targets[disk->target_count++];
	memset(target, 0, sizeof(*target));
	target->type = xstrndup(spec->target_type, sizeof(spec->target_type));
	target->start = spec->sector_start;
	target->length = spec->length;
	parse_offset(target, params);
}

void dm_table_take(struct disk *disk, const struct dm_ioctl *io)
{
	size_t at = io->data_start, end = io->data_size, next;

	for (unsigned int i = 0; i < io->target_count; i++) {
		struct dm_target_spec spec;
		const char *params;

		if (at > end || end - at <= sizeof(spec))
			return;
		/* Copied, since it may be misaligned. */
		memcpy(&spec, (const char *)io + at, sizeof(spec));
		params = (const char *)io + at + sizeof(spec);
		if (!memchr(params, '\0', end - at - sizeof(spec)))
			return;
		add_target(disk, &spec, params);
		/* next counts from the start of the first target. */
		next = io->data_start + (size_t)spec.next;
		if (next < at + sizeof(spec))
			return;
		at = next;
	}
}

int dm_control_open(void)
{
	static const char path[] = "/dev/mapper/control";
	unsigned int node_major, node_minor;
	struct stat st;
	char number[32];
	int fd, rc;

	rc = reader_attr("/sys/class/misc/device-mapper/dev", number, sizeof(number));
	if (rc < 0 && rc != -ENOENT)
		return rc;
	if (rc < 0 || sscanf(number, "%u:%u", &node_major, &node_minor) != 2)
		return -ENODEV;
	rc = progress_begin(NULL, path);
	if (rc)
		return rc;
	if (stat(path, &st) < 0)
		return -errno;
	if (!S_ISCHR(st.st_mode) || st.st_rdev != makedev(node_major, node_minor))
		return -ENODEV;
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	return fd < 0 ? -errno : fd;
}
