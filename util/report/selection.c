// SPDX-License-Identifier: GPL-2.0-only
#include "selection.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "../lib/xalloc.h"

/*
 * Does a word of a filter match dev ("region0")? As in ndctl, it may be its name, its number,
 * its other name, or "all".
 */
static bool word_means(const char *word, const char *prefix, const char *dev, const char *other)
{
	const char *number = dev + strlen(prefix);

	return !strcmp(word, "all") || !strcmp(word, dev) ||
	       (isdigit((unsigned char)*word) && !strcmp(word, number)) ||
	       (other && *word && !strcmp(word, other));
}

/*
 * Does a filter match dev? ndctl splits filters at blanks. Commas also separate words, but
 * first the text with its commas is compared: a provider on POWER has commas
 * ("ibm,persistent-memory:ibm,pmemory@1").
 */
static bool listed(const char *list, const char *prefix, const char *dev, const char *other)
{
	char *copy, *rest, *words, *word;
	bool found = false;

	if (!list)
		return true;
	copy = xstrdup(list);
	for (rest = copy; !found && (words = strsep(&rest, " "));) {
		found = word_means(words, prefix, dev, other);
		while (!found && (word = strsep(&words, ",")))
			found = word_means(word, prefix, dev, other);
	}
	free(copy);
	return found;
}

/* Is every word of a filter the name or number of a device? */
static bool names_devices(const char *list, const char *prefix)
{
	char *copy = xstrdup(list), *rest = copy, *word;
	bool all = true;

	while ((word = strsep(&rest, ", "))) {
		if (!strncmp(word, prefix, strlen(prefix)))
			word += strlen(prefix);
		all &= !word[strspn(word, "0123456789")];
	}
	free(copy);
	return all;
}

/* A bus whose provider could not be read may have any provider. */
static bool bus_listed(const struct selection_filters *filters, const struct nd_bus *bus)
{
	return listed(filters->bus, "ndbus", bus->dev, bus->provider) ||
	       (bus->unread && !names_devices(filters->bus, "ndbus"));
}

void selection_make(struct selection *selection, const struct inventory *inventory,
		    const struct selection_filters *filters)
{
	selection->all = !filters->bus && !filters->region && !filters->ndns;
	selection->buses = xcalloc(inventory->bus_count, sizeof(bool));
	selection->regions = xcalloc(inventory->region_count, sizeof(bool));
	selection->namespaces = xcalloc(inventory->namespace_count, sizeof(bool));
	selection->counted = xcalloc(inventory->namespace_count, sizeof(bool));
	for (size_t i = 0; i < inventory->namespace_count; i++) {
		const struct nd_namespace *ns = &inventory->namespaces[i];
		const struct nd_region *region = &inventory->regions[ns->region];
		const struct nd_bus *bus = &inventory->buses[region->bus];

		selection->counted[i] = listed(filters->ndns, "namespace", ns->dev, NULL) &&
					listed(filters->region, "region", region->dev, NULL) &&
					bus_listed(filters, bus);
		selection->namespaces[i] =
			selection->counted[i] && (namespace_is_enabled(inventory, ns) ||
						  ns->unread || region->unread || filters->idle);
	}
	for (size_t i = 0; i < inventory->region_count; i++) {
		const struct nd_region *region = &inventory->regions[i];
		const struct nd_bus *bus = &inventory->buses[region->bus];
		bool wanted = !filters->ndns;

		for (size_t n = 0; n < inventory->namespace_count; n++)
			wanted |= selection->namespaces[n] && inventory->namespaces[n].region == i;
		selection->regions[i] = wanted &&
					listed(filters->region, "region", region->dev, NULL) &&
					bus_listed(filters, bus) &&
					(region->enabled || region->unread || filters->idle);
	}
	for (size_t i = 0; i < inventory->bus_count; i++) {
		const struct nd_bus *bus = &inventory->buses[i];
		bool wanted = !filters->ndns && !filters->region;

		for (size_t r = 0; r < inventory->region_count; r++)
			wanted |= selection->regions[r] && inventory->regions[r].bus == i;
		selection->buses[i] = wanted && bus_listed(filters, bus);
	}
}

void selection_release(struct selection *selection)
{
	free(selection->buses);
	free(selection->regions);
	free(selection->namespaces);
	free(selection->counted);
}
