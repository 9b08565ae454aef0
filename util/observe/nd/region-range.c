// SPDX-License-Identifier: GPL-2.0-only
#include "region-range.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "../../facts/inventory.h"
#include "../../lib/xalloc.h"
#include "../read/reader.h"
#include "../record/inventory.h"

bool region_range_start(const char *provider, unsigned long long *start)
{
	const char *end = provider + strspn(provider, "0123456789abcdef");

	if (end == provider || end - provider > 16 || *end != '.')
		return false;
	*start = strtoull(provider, NULL, 16);
	return true;
}

/* last and its kin are the last bytes of ranges. */
static bool takes(const char *name, unsigned long long first, unsigned long long last,
		  unsigned long long own_first, unsigned long long own_last)
{
	if (last < own_first || first > own_last)
		return false;
	if (!strcmp(name, "System RAM"))
		return true;
	/* "reserved" on arm64 (request_standard_resources()) */
	return !strcasecmp(name, "Reserved") && (first > own_first || last < own_last);
}

bool region_range_is_taken(const char *text, unsigned long long start, unsigned long long size)
{
	char *copy = xstrdup(text), *rest = copy, *line;
	bool taken = false;

	while ((line = strsep(&rest, "\n"))) {
		unsigned long long first, last;
		int name = 0;

		if (sscanf(line, " %llx-%llx : %n", &first, &last, &name) == 2 && name &&
		    last > first)
			taken |= takes(line + name, first, last, start, start + size - 1);
	}
	free(copy);
	return taken;
}

/* A device of several ranges makes a region of each, and its name shows the start of one. */
static bool is_only_region(const struct inventory *inventory, const struct nd_region *region)
{
	for (size_t i = 0; i < inventory->region_count; i++)
		if (&inventory->regions[i] != region && inventory->regions[i].bus == region->bus)
			return false;
	return true;
}

/* *iomem: the text of /proc/iomem, or NULL before the first region that needs it. */
static void look_at_range(struct inventory *inventory, const struct facts *facts,
			  struct nd_region *region, char **iomem)
{
	const struct nd_bus *bus = &inventory->buses[region->bus];
	unsigned long long start;

	if (!bus->parent || strcmp(bus->parent, "platform") || !region->size ||
	    !region_range_start(bus->provider, &start) || !is_only_region(inventory, region))
		return;
	if (!*iomem && reader_text("/proc/iomem", 1 << 20, iomem, NULL, NULL) < 0) {
		free(*iomem);
		*iomem = NULL;
	}
	if (*iomem && region_range_is_taken(*iomem, start, region->size))
		region->memory = MEMORY_TAKEN;
	record_region_memory(facts, region);
}

void observe_region_ranges(struct inventory *inventory, struct facts *facts)
{
	char *iomem = NULL;

	for (size_t i = 0; i < inventory->region_count; i++)
		look_at_range(inventory, facts, &inventory->regions[i], &iomem);
	free(iomem);
}
