// SPDX-License-Identifier: GPL-2.0-only
#include "filter-findings.h"

#include <stdlib.h>
#include <string.h>

#include "../lib/array.h"
#include "filter.h"

struct shown {
	const char **names; /* names of the objects that are shown; not owned */
	size_t count;
	bool cited[REASON_COUNT]; /* reasons that a shown object has */
};

static void add_name(struct shown *shown, const char *name)
{
	shown->names = array_make_room(shown->names, shown->count, sizeof(*shown->names));
	shown->names[shown->count++] = name;
}

static void add_object(struct shown *shown, const char *name, const struct reason_list *reasons)
{
	add_name(shown, name);
	for (size_t i = 0; i < reasons->count; i++)
		shown->cited[reasons->list[i]] = true;
}

/* The filters do not select dimms: show a region's dimms with the region. */
static void add_region_names(struct shown *shown, const struct inventory *inventory, size_t index)
{
	const struct nd_region *region = &inventory->regions[index];

	add_name(shown, region->dev);
	for (size_t i = 0; i < region->dimm_count; i++)
		add_name(shown, inventory->dimms[region->dimms[i]].dev);
}

static void add_nd(struct shown *shown, const struct report *r)
{
	const struct inventory *inventory = r->inventory;

	for (size_t i = 0; i < inventory->bus_count; i++)
		if (r->selection->buses[i])
			add_name(shown, inventory->buses[i].dev);
	for (size_t i = 0; i < inventory->region_count; i++)
		if (r->selection->regions[i])
			add_region_names(shown, inventory, i);
	for (size_t i = 0; i < inventory->namespace_count; i++)
		if (r->selection->namespaces[i])
			add_object(shown, inventory->namespaces[i].dev,
				   &r->objects->namespaces[i].reasons);
	for (size_t i = 0; i < inventory->dax_count; i++)
		if (filter_has_dax(r, i))
			add_object(shown, inventory->dax_devices[i].dev,
				   &r->objects->dax_devices[i].reasons);
}

static void add_disks(struct shown *shown, const struct report *r)
{
	const struct inventory *inventory = r->inventory;
	bool *disks = filter_disks(r);

	for (size_t i = 0; i < inventory->disk_count; i++) {
		if (!disks[i])
			continue;
		add_object(shown, inventory->disks[i].dev, &r->objects->disks[i].reasons);
		add_object(shown, inventory->disks[i].dev, &r->objects->disks[i].fs_reasons);
	}
	for (size_t i = 0; i < inventory->mount_count; i++)
		if (filter_has_mount(r, disks, i))
			add_object(shown, inventory->mounts[i].mountpoint,
				   &r->objects->mounts[i].reasons);
	free(disks);
}

static int by_shown_name(const void *a, const void *b)
{
	const char *const *x = a, *const *y = b;

	return strcmp(*x, *y);
}

static bool is_shown(const struct shown *shown, const struct finding *finding)
{
	if (!shown->count)
		return false;
	if (!strcmp(finding->subject, "host"))
		return shown->cited[finding->reason] ||
		       reason_words(finding->reason)->flags & REASON_FLAG_ABOUT_ALL;
	return bsearch(&finding->subject, shown->names, shown->count, sizeof(*shown->names),
		       by_shown_name) != NULL;
}

void filter_findings(struct host_verdict *host, const struct report *r)
{
	struct shown shown = { 0 };
	size_t kept = 0;

	if (r->selection->all)
		return;
	add_nd(&shown, r);
	add_disks(&shown, r);
	if (shown.count)
		qsort(shown.names, shown.count, sizeof(*shown.names), by_shown_name);
	for (size_t i = 0; i < host->finding_count; i++) {
		if (is_shown(&shown, &host->findings[i]))
			host->findings[kept++] = host->findings[i];
		else
			finding_release(&host->findings[i]);
	}
	host->finding_count = kept;
	free(shown.names);
}
