// SPDX-License-Identifier: GPL-2.0-only
#include "text-objects.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "../lib/size.h"
#include "../lib/textbuf.h"
#include "../lib/xalloc.h"
#include "filter.h"
#include "table.h"
#include "text-cxl.h"
#include "units.h"

/* The first line names at most this many namespaces. */
#define NAMES_MAX 3

struct tree {
	struct page page;
	const struct report *report;
	const struct inventory_verdict *verdict;
	const struct inventory *inventory;
	struct table table;
	int depth;
	bool *told; /* disks whose mounts and upper disks have rows already */
};

/* "" for a size that could not be read. The caller frees it. */
static char *short_size(unsigned long long bytes)
{
	return bytes == ULLONG_MAX ? xstrdup("") : size_words(bytes);
}

/*
 * No colour if the answer is "no" only because of how the object was made, which is no fault.
 * Otherwise the colour of the answer.
 */
static const char *answer_shade(const struct tree *t, enum tri answer,
				const struct reason_list *reasons)
{
	if (answer != TRI_NO)
		return page_answer_shade(&t->page, answer);
	for (size_t i = 0; i < reasons->count; i++) {
		const struct reason_words *words = reason_words(reasons->list[i]);

		if (words->severity > SEVERITY_INFO && !(words->flags & REASON_FLAG_AS_MADE))
			return page_answer_shade(&t->page, answer);
	}
	return "";
}

static void print_row(struct tree *t, const char *name, const char *kind, const char *size,
		      const char *answer, enum tri shade_as, const struct reason_list *reasons)
{
	const char *cells[TABLE_CELLS] = { name, kind, size, answer };
	struct textbuf ids = { 0 };
	char *why;

	for (size_t i = 0; i < reasons->count; i++)
		textbuf_join(&ids, ", ", "%s", reason_words(reasons->list[i])->id);
	why = textbuf_take(&ids);
	table_add(&t->table, 2 * t->depth, cells, answer_shade(t, shade_as, reasons), why);
	free(why);
}

static enum tri access_as_tri(enum access access)
{
	switch (access) {
	case ACCESS_FSDAX:
	case ACCESS_DEVDAX:
		return TRI_YES;
	case ACCESS_UNKNOWN:
		return TRI_UNKNOWN;
	default:
		return TRI_NO;
	}
}

static void print_mount_rows(struct tree *t, size_t disk)
{
	for (size_t i = 0; i < t->inventory->mount_count; i++) {
		const struct mount *mount = &t->inventory->mounts[i];
		const struct mount_verdict *v = &t->verdict->mounts[i];
		char *answer, *where;

		if (!mount_is_on(mount, disk))
			continue;
		answer = xasprintf("%s%s",
				   v->dax == TRI_YES  ? "dax"
				   : v->dax == TRI_NO ? "no dax"
						      : "unknown",
				   v->map_sync == TRI_YES ? "+sync" : "");
		where = mount->mount_namespace
				? xasprintf("%s (pid %u)", mount->mountpoint, mount->pid)
				: xstrdup(mount->mountpoint);
		print_row(t, where, mount->fstype, dax_option_name(v->requested), answer, v->dax,
			  &v->reasons);
		free(where);
		free(answer);
	}
}

static void print_disk(struct tree *t, size_t index)
{
	const struct inventory *inventory = t->inventory;

	/* Show the disks and mounts above a disk on two legs only under the first leg. */
	if (t->told[index])
		return;
	t->told[index] = true;
	t->depth++;
	print_mount_rows(t, index);
	for (size_t i = 0; i < inventory->disk_count; i++) {
		const struct disk *disk = &inventory->disks[i];
		const struct disk_verdict *v = &t->verdict->disks[i];
		bool above = disk->parent == index;
		char *size;

		for (size_t s = 0; s < disk->slave_count; s++)
			above |= disk->slaves[s] == index;
		if (!above)
			continue;
		size = short_size(disk->size);
		print_row(t, disk->dm_name ? disk->dm_name : disk->dev, disk_type(disk), size,
			  v->dax == TRI_YES  ? "fsdax"
			  : v->dax == TRI_NO ? "block"
					     : "unknown",
			  v->dax, &v->reasons);
		free(size);
		print_disk(t, i);
	}
	t->depth--;
}

static void print_namespace(struct tree *t, size_t index)
{
	const struct nd_namespace *ns = &t->inventory->namespaces[index];
	const struct namespace_verdict *v = &t->verdict->namespaces[index];
	char *size = short_size(ns->size);
	char *name = ns->blockdev ? xasprintf("%s %s", ns->dev, ns->blockdev) : xstrdup(ns->dev);

	t->depth = 2;
	print_row(t, name, namespace_mode_name(ns), size, access_name(v->effective),
		  access_as_tri(v->effective), &v->reasons);
	free(name);
	free(size);
	if (ns->disk != NO_INDEX)
		print_disk(t, ns->disk);
}

static void print_region(struct tree *t, size_t index, const struct selection *selection)
{
	static const struct reason_list none;
	const struct nd_region *region = &t->inventory->regions[index];
	char *size = short_size(region->size);

	t->depth = 1;
	print_row(t, region->dev, "region", size,
		  t->verdict->regions[index].enabled == TRI_NO ? "disabled" : "", TRI_NO, &none);
	free(size);
	for (size_t i = 0; i < t->inventory->namespace_count; i++)
		if (t->inventory->namespaces[i].region == index && selection->namespaces[i])
			print_namespace(t, i);
}

/* Memory that kmem has: how much of it blocks can hold, and how many of them are online. */
static void print_memory_row(struct tree *t, const struct dax_memory *memory)
{
	static const struct reason_list none;
	char *size, *online;

	if (!memory->known)
		return;
	size = short_size((unsigned long long)memory->total * memory->block_size);
	online = xasprintf("%d of %d blocks online", memory->online, memory->total);
	t->depth = 1;
	print_row(t, "system memory", "memory", size, online, TRI_NO, &none);
	t->depth = 0;
	free(online);
	free(size);
}

static void print_dax_rows(struct tree *t)
{
	t->depth = 0;
	for (size_t i = 0; i < t->inventory->dax_count; i++) {
		const struct dax_device *device = &t->inventory->dax_devices[i];
		const struct dax_verdict *v = &t->verdict->dax_devices[i];
		char *size;

		if (!filter_has_dax(t->report, i))
			continue;
		size = short_size(device->size);
		print_row(t, device->dev, device->driver ? device->driver : "no driver", size,
			  access_name(v->effective), access_as_tri(v->effective), &v->reasons);
		free(size);
		print_memory_row(t, &device->memory);
	}
}

/* Print the disks that claim DAX but belong to no namespace, and virtiofs. */
static void print_others(struct tree *t)
{
	for (size_t i = 0; i < t->inventory->disk_count; i++) {
		const struct disk *disk = &t->inventory->disks[i];
		const struct disk_verdict *v = &t->verdict->disks[i];
		char *size;

		if (t->told[i] || !filter_is_other_disk(t->inventory, i))
			continue;
		t->depth = 0;
		size = short_size(disk->size);
		print_row(t, disk->dev, "disk", size, v->dax == TRI_YES ? "fsdax" : "unknown",
			  v->dax, &v->reasons);
		free(size);
		print_disk(t, i);
	}
	t->depth = 0;
	print_mount_rows(t, NO_INDEX);
}

static void print_inventory(struct tree *t, const struct selection *selection)
{
	static const struct reason_list none;
	const struct inventory *inventory = t->inventory;

	if (!inventory->region_count && !inventory->dax_count) {
		fputc('\n', t->page.out);
		page_wrap(&t->page, 0, 0,
			  inventory->unlisted || inventory->dax_unread
				  ? "It is unknown whether there is persistent memory or a dax "
				    "device here."
				  : "No persistent memory and no dax device here.");
		if (!inventory->mount_count && !inventory->disk_count)
			return;
	}
	fputc('\n', t->page.out);
	table_add(&t->table, 0, (const char *const[]){ "object", "kind", "size", "gives" }, "",
		  "why not dax");
	for (size_t b = 0; b < inventory->bus_count; b++) {
		if (!selection->buses[b])
			continue;
		t->depth = 0;
		print_row(t, inventory->buses[b].dev,
			  class_title(bus_class_name(&inventory->buses[b])), "", "", TRI_UNKNOWN,
			  &none);
		for (size_t r = 0; r < inventory->region_count; r++)
			if (inventory->regions[r].bus == b && selection->regions[r])
				print_region(t, r, selection);
	}
	print_dax_rows(t);
	if (selection->all)
		print_others(t);
	table_print(&t->table, &t->page);
}

/* The names of the namespaces with this access; NULL if there is none. The caller frees it. */
static char *namespaces_giving(const struct report *r, enum access access)
{
	struct textbuf names = { 0 };
	size_t count = 0;

	for (size_t i = 0; i < r->inventory->namespace_count; i++)
		if (r->selection->namespaces[i] && r->objects->namespaces[i].effective == access &&
		    count++ < NAMES_MAX)
			textbuf_join(&names, ", ", "%s", r->inventory->namespaces[i].dev);
	if (count > NAMES_MAX)
		textbuf_printf(&names, " and %zu more", count - NAMES_MAX);
	return count ? textbuf_take(&names) : NULL;
}

void text_summarize_objects(struct textbuf *line, const struct report *r)
{
	char *fsdax = namespaces_giving(r, ACCESS_FSDAX);
	char *devdax = namespaces_giving(r, ACCESS_DEVDAX);
	char *unknown = namespaces_giving(r, ACCESS_UNKNOWN);

	if (fsdax)
		textbuf_join(line, "; ", "fsdax works on %s", fsdax);
	if (devdax)
		textbuf_join(line, "; ", "devdax works on %s", devdax);
	if (unknown)
		textbuf_join(line, "; ", "it is unknown whether DAX works on %s", unknown);
	if (!fsdax && !devdax && !unknown)
		textbuf_join(line, "; ", "DAX works on no namespace");
	free(fsdax);
	free(devdax);
	free(unknown);
}

static void print_probed(const struct tree *t)
{
	const struct inventory_verdict *v = t->verdict;
	size_t disks = 0, devices = 0, mounts = 0;

	if (!t->inventory->probed)
		return;
	for (size_t i = 0; i < v->disk_count; i++)
		disks += v->disks[i].evidence.count > 0;
	for (size_t i = 0; i < v->dax_count; i++)
		devices += v->dax_devices[i].evidence.count > 0;
	for (size_t i = 0; i < v->mount_count; i++)
		mounts += v->mounts[i].evidence.count > 0;
	fprintf(t->page.out, "\nTested by --probe: disks %zu, dax devices %zu, mounts %zu\n", disks,
		devices, mounts);
}

void text_print_objects(const struct page *page, const struct report *r)
{
	struct tree tree = {
		.page = *page,
		.report = r,
		.verdict = r->objects,
		.inventory = r->inventory,
		.table = { .cell_count = 4 },
		.told = xcalloc(r->inventory->disk_count, sizeof(bool)),
	};

	print_inventory(&tree, r->selection);
	text_print_cxl(page, r);
	print_probed(&tree);
	free(tree.told);
}
