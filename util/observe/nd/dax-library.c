// SPDX-License-Identifier: GPL-2.0-only
#include "dax-library.h"

#include <daxctl/libdaxctl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <syslog.h>

#include "../../facts/inventory.h"
#include "../../lib/array.h"
#include "../../lib/xalloc.h"
#include "../../proc/progress.h"
#include "libraries.h"

struct dax_library {
	struct daxctl_ctx *ctx;
	bool own;
	int priority;             /* log priority of ctx, before dax_library_open() lowers it */
	struct daxctl_dev **devs; /* sorted by name */
	size_t count;
};

static struct daxctl_ctx *given;
static bool allowed;

void dax_library_use(struct daxctl_ctx *ctx)
{
	given = ctx;
	allowed = true;
}

void dax_library_leave(void)
{
	given = NULL;
	allowed = false;
}

static int by_devname(const void *a, const void *b)
{
	struct daxctl_dev *const *x = a, *const *y = b;

	return strcmp(daxctl_dev_get_devname(*x), daxctl_dev_get_devname(*y));
}

static int compare_devname(const void *key, const void *entry)
{
	struct daxctl_dev *const *dev = entry;

	return strcmp(key, daxctl_dev_get_devname(*dev));
}

static struct daxctl_dev *find_dev(const struct dax_library *library, const char *name)
{
	struct daxctl_dev **found;

	if (!library || !library->count)
		return NULL;
	found = bsearch(name, library->devs, library->count, sizeof(struct daxctl_dev *),
			compare_devname);
	return found ? *found : NULL;
}

static void list_devs(struct dax_library *library)
{
	struct daxctl_region *region;
	struct daxctl_dev *dev;

	daxctl_region_foreach (library->ctx, region)
		daxctl_dev_foreach (region, dev) {
			library->devs = array_make_room(library->devs, library->count,
							sizeof(struct daxctl_dev *));
			library->devs[library->count++] = dev;
		}
	if (library->count)
		qsort(library->devs, library->count, sizeof(struct daxctl_dev *), by_devname);
}

static struct daxctl_ctx *new_context(size_t count)
{
	struct daxctl_ctx *ctx;

	/*
	 * daxctl_new() also makes a libkmod context, which logs before its log function can be set.
	 * Who has set the variable asks for the log.
	 */
	setenv("KMOD_LOG", "0", 0);
	if (progress_begin_library("libdaxctl", "daxctl_new", count) || daxctl_new(&ctx))
		return NULL;
	return ctx;
}

struct dax_library *dax_library_open(const struct facts *facts, size_t count)
{
	struct dax_library *library;
	struct daxctl_ctx *ctx;

	if (!count || !allowed || !libraries_may_be_asked(facts))
		return NULL;
	ctx = given ? given : new_context(count);
	if (!ctx)
		return NULL;
	library = xcalloc(1, sizeof(*library));
	library->ctx = ctx;
	library->own = !given;
	library->priority = daxctl_get_log_priority(ctx);
	/* libdaxctl logs errors about devices that it omits; the direct reader finds those. */
	if (!libraries_log_wanted("DAXCTL_LOG"))
		daxctl_set_log_priority(ctx, LOG_EMERG);
	if (!progress_begin_library("libdaxctl", "regions and devices", count)) {
		list_devs(library);
		return library;
	}
	dax_library_close(library);
	return NULL;
}

const char *dax_library_parent(const struct dax_library *library, const char *dev)
{
	struct daxctl_dev *known = find_dev(library, dev);

	return known ? daxctl_region_get_path(daxctl_dev_get_region(known)) : NULL;
}

/* Returns 0 for all_ones: strtoull(3) in the library returns it for a number that is too large. */
static unsigned long long plausible(unsigned long long value, unsigned long long all_ones)
{
	return value == all_ones ? 0 : value;
}

bool dax_library_device(const struct dax_library *library, struct dax_device *device)
{
	struct daxctl_dev *dev = find_dev(library, device->dev);

	if (!dev)
		return false;
	device->size = plausible(daxctl_dev_get_size(dev), ULLONG_MAX);
	device->align = plausible(daxctl_dev_get_align(dev), ULONG_MAX);
	device->target_node = daxctl_dev_get_target_node(dev);
	return true;
}

bool dax_library_region(const struct dax_library *library, const char *dev,
			struct dax_region *region)
{
	struct daxctl_dev *known = find_dev(library, dev);
	struct daxctl_region *from;

	if (!known)
		return false;
	from = daxctl_dev_get_region(known);
	region->size = plausible(daxctl_region_get_size(from), ULLONG_MAX);
	region->align = plausible(daxctl_region_get_align(from), ULONG_MAX);
	region->available_size = plausible(daxctl_region_get_available_size(from), ULLONG_MAX);
	return true;
}

bool dax_library_memory(const struct dax_library *library, struct dax_device *device)
{
	struct daxctl_dev *dev = find_dev(library, device->dev);
	struct daxctl_memory *memory;
	int total, online, movable;

	/*
	 * Without the device's address, which only root can read, its blocks cannot be identified.
	 */
	if (!dev || !daxctl_dev_get_resource(dev) ||
	    progress_begin_library("libdaxctl", device->dev, library->count))
		return false;
	memory = daxctl_dev_get_memory(dev);
	if (!memory)
		return false;
	total = daxctl_memory_num_sections(memory);
	online = daxctl_memory_is_online(memory);
	movable = daxctl_memory_is_movable(memory);
	if (total < 0 || online < 0 || !daxctl_memory_get_block_size(memory))
		return false;
	device->memory = (struct dax_memory){
		.known = true,
		.block_size = daxctl_memory_get_block_size(memory),
		.total = total,
		.online = online,
		/* Negative if a block is offline, since such a block is in no zone. */
		.movable = movable < 0 ? TRI_UNKNOWN : tri_from_bool(movable > 0),
	};
	return true;
}

void dax_library_close(struct dax_library *library)
{
	if (!library)
		return;
	daxctl_set_log_priority(library->ctx, library->priority);
	if (library->own)
		daxctl_unref(library->ctx);
	free(library->devs);
	free(library);
}
