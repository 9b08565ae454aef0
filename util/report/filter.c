// SPDX-License-Identifier: GPL-2.0-only
#include "filter.h"

#include <string.h>

#include "../lib/xalloc.h"

static bool stands_on(const struct inventory *inventory, size_t index, size_t below)
{
	const struct disk *disk = &inventory->disks[index];

	for (size_t i = 0; i < disk->slave_count; i++)
		if (disk->slaves[i] == below)
			return true;
	return disk->parent == below;
}

/*
 * Show a disk and all disks above it. There is no recursion, since in a forged tree a stack of
 * disks may have any height, or be a loop. Each disk is put on the list once.
 */
static void show_disk(const struct inventory *inventory, bool *shown, const bool *carries,
		      size_t index)
{
	size_t *todo, count = 0;

	if (shown[index] || !carries[index]) {
		shown[index] = true;
		return;
	}
	todo = xcalloc(inventory->disk_count, sizeof(*todo));
	shown[index] = true;
	todo[count++] = index;
	while (count) {
		size_t below = todo[--count];

		for (size_t i = 0; i < inventory->disk_count; i++) {
			if (shown[i] || !stands_on(inventory, i, below))
				continue;
			shown[i] = true;
			todo[count++] = i;
		}
	}
	free(todo);
}

bool *filter_carriers(const struct inventory *inventory)
{
	bool *carries = xcalloc(inventory->disk_count, sizeof(*carries));

	for (size_t i = 0; i < inventory->disk_count; i++) {
		const struct disk *disk = &inventory->disks[i];

		if (disk->parent != NO_INDEX)
			carries[disk->parent] = true;
		for (size_t s = 0; s < disk->slave_count; s++)
			carries[disk->slaves[s]] = true;
	}
	return carries;
}

bool filter_is_other_disk(const struct inventory *inventory, size_t index)
{
	const struct disk *disk = &inventory->disks[index];

	if (disk->parent != NO_INDEX || disk->slave_count || disk->queue_dax != TRI_YES)
		return false;
	for (size_t i = 0; i < inventory->namespace_count; i++)
		if (inventory->namespaces[i].disk == index)
			return false;
	return true;
}

bool *filter_disks(const struct report *r)
{
	const struct inventory *inventory = r->inventory;
	const struct selection *selection = r->selection;
	bool *shown = xcalloc(inventory->disk_count, sizeof(*shown));
	bool *carries = filter_carriers(inventory);

	for (size_t i = 0; i < inventory->namespace_count; i++)
		if (selection->namespaces[i] && inventory->namespaces[i].disk != NO_INDEX)
			show_disk(inventory, shown, carries, inventory->namespaces[i].disk);
	for (size_t i = 0; i < inventory->disk_count && selection->all; i++)
		if (filter_is_other_disk(inventory, i))
			show_disk(inventory, shown, carries, i);
	free(carries);
	return shown;
}

bool filter_has_mount(const struct report *r, const bool *disks, size_t index)
{
	size_t disk = r->inventory->mounts[index].disk;

	return disk == NO_INDEX ? r->selection->all : disks[disk];
}

bool filter_has_dax(const struct report *r, size_t index)
{
	size_t ns = r->inventory->dax_devices[index].ndns;

	return r->selection->all || (ns != NO_INDEX && r->selection->namespaces[ns]);
}

const char *filter_chardev(const struct inventory *inventory, size_t ns)
{
	for (size_t i = 0; i < inventory->dax_count; i++)
		if (inventory->dax_devices[i].ndns == ns)
			return inventory->dax_devices[i].dev;
	return NULL;
}
