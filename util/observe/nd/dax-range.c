// SPDX-License-Identifier: GPL-2.0-only
#include "dax-range.h"

#include <stdlib.h>

#include "../../facts/inventory.h"
#include "../../lib/array.h"
#include "../../lib/xalloc.h"
#include "../read/sysfs.h"

/* Returns false if an address is missing, or if the range ends before it starts. */
static bool read_range(struct sysfs_dir *device, const char *mapping, struct dax_range *range)
{
	char *start = xasprintf("%s/start", mapping), *end = xasprintf("%s/end", mapping);
	bool there = sysfs_number(device, start, &range->start) &&
		     sysfs_number(device, end, &range->end) && range->start <= range->end;

	free(start);
	free(end);
	return there;
}

/* Do the ranges add up to the size of the device? */
static bool is_all(const struct dax_device *device)
{
	unsigned long long left = device->size;

	for (size_t i = 0; i < device->range_count; i++) {
		const struct dax_range *range = &device->ranges[i];

		if (range->end - range->start >= left)
			return false;
		left -= range->end - range->start + 1;
		if (!left)
			return i + 1 == device->range_count;
	}
	return false;
}

static void append_range(struct dax_device *device, const struct dax_range *range)
{
	device->ranges =
		array_make_room(device->ranges, device->range_count, sizeof(*device->ranges));
	device->ranges[device->range_count++] = *range;
}

void dax_ranges_read(struct dax_device *device, const struct sysfs_dir *dir)
{
	struct sysfs_names names;
	struct sysfs_dir own;

	if (sysfs_list(dir->facts, dir->path, "mapping", &names))
		return;
	/* Errors of the device's own directory make it unread; those of its ranges do not. */
	sysfs_open(&own, dir->facts, dir->path, dir->affects);
	for (size_t i = 0; i < names.count; i++) {
		struct dax_range range;

		if (sysfs_is_numbered(names.list[i], "mapping") &&
		    read_range(&own, names.list[i], &range))
			append_range(device, &range);
	}
	sysfs_close(&own);
	sysfs_release_names(&names);
	if (is_all(device))
		return;
	free(device->ranges);
	device->ranges = NULL;
	device->range_count = 0;
}
