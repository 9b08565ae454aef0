// SPDX-License-Identifier: GPL-2.0-only
#include "selection.h"

#include <ctype.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "../lib/array.h"
#include "../lib/xalloc.h"

/* A whole word as a number: decimal, octal ("00") or hexadecimal ("0x0"), as ndctl reads it. */
static bool parse_number(const char *word, unsigned long *value)
{
	char *end;

	if (!isdigit((unsigned char)*word))
		return false;
	errno = 0;
	*value = strtoul(word, &end, 0);
	return !*end && !errno;
}

/* Is a word the number of a device? A namespace's ("3.0") has two parts, and must be the same text. */
static bool is_number(const char *word, const char *number)
{
	unsigned long wanted, value;

	if (strchr(number, '.'))
		return !strcmp(word, number);
	return parse_number(word, &wanted) && parse_number(number, &value) && wanted == value;
}

/*
 * Does a word of a filter match dev ("region0")? As in ndctl, it may be its name, its number,
 * its other name, or "all".
 */
static bool word_means(const char *word, const char *prefix, const char *dev, const char *other)
{
	return !strcmp(word, "all") || !strcmp(word, dev) ||
	       is_number(word, dev + strlen(prefix)) || (other && *word && !strcmp(word, other));
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
	unsigned long value;
	bool all = true;

	while ((word = strsep(&rest, ", "))) {
		if (!strncmp(word, prefix, strlen(prefix)))
			word += strlen(prefix);
		all &= !*word || parse_number(word, &value);
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

/* --- the type of a region, the mode of a namespace, the node of both --- */

/* The mode as ndctl and sysfs name it, in letters of any case; ND_MODE_NEWER: no such mode. */
static enum nd_mode find_mode(const char *name)
{
	static const struct {
		const char *name;
		enum nd_mode mode;
	} modes[] = {
		{ "fsdax", ND_MODE_FSDAX },   { "memory", ND_MODE_FSDAX },
		{ "devdax", ND_MODE_DEVDAX }, { "dax", ND_MODE_DEVDAX },
		{ "sector", ND_MODE_SECTOR }, { "safe", ND_MODE_SECTOR },
		{ "raw", ND_MODE_RAW },
	};

	for (size_t i = 0; i < ARRAY_SIZE(modes); i++)
		if (!strcasecmp(modes[i].name, name))
			return modes[i].mode;
	return ND_MODE_NEWER;
}

/* No mode, or an empty one, may be any. The word of a newer kernel is none of ours. */
static bool is_of_mode(const struct selection_filters *filters, const struct nd_namespace *ns)
{
	return !filters->mode || ns->mode == ND_MODE_UNKNOWN ||
	       ns->mode == find_mode(filters->mode) ||
	       (ns->mode == ND_MODE_NEWER && !*ns->sysfs_mode);
}

/* ND_DEVICE_NAMESPACE_BLK, which kernels before 5.18 have (include/uapi/linux/ndctl.h). */
#define NSTYPE_BLK 6

static bool is_blk(const char *type)
{
	return !strcmp(type, "blk");
}

/* Without an nstype (0), a region may be of any type. */
static bool is_of_type(const struct selection_filters *filters, const struct nd_region *region)
{
	return !filters->type || !region->nstype ||
	       is_blk(filters->type) == (region->nstype == NSTYPE_BLK);
}

static bool parse_node(const char *text, int *node)
{
	char *end;
	long value;

	errno = 0;
	value = strtol(text, &end, 0);
	*node = (int)value;
	return end != text && !*end && !errno && value >= 0 && value <= INT_MAX;
}

char *selection_complaint(const struct selection_filters *filters)
{
	int node;

	if (filters->type && strcmp(filters->type, "pmem") && !is_blk(filters->type))
		return xasprintf("unknown type \"%s\" (known: pmem, blk)", filters->type);
	if (filters->mode && find_mode(filters->mode) == ND_MODE_NEWER)
		return xasprintf("unknown mode \"%s\" (known: fsdax, devdax, sector, raw)",
				 filters->mode);
	if (filters->numa_node && strcmp(filters->numa_node, "all") &&
	    !parse_node(filters->numa_node, &node))
		return xasprintf("\"%s\" is not the number of a NUMA node", filters->numa_node);
	return NULL;
}

/*
 * A node that is not shown may be any; -1 is none. Before 5.5, a region shows its node only if its
 * driver asks for that: nfit and papr_scm do, e820 does not (nd_numa_attribute_group). Then the
 * region stays, as in ndctl list, and the nodes of its namespaces decide about these.
 */
static bool is_on_node(const struct selection_filters *filters, int node)
{
	int wanted;

	return !filters->numa_node || !parse_node(filters->numa_node, &wanted) || wanted == node ||
	       node == NUMA_NOT_SHOWN;
}

/*
 * All NVDIMMs of a region are known only if there is one for each mapping, of a number that is
 * known.
 */
static bool is_on_dimm(const struct selection_filters *filters, const struct inventory *inventory,
		       const struct nd_region *region)
{
	if (!filters->dimm || !strcmp(filters->dimm, "all"))
		return true;
	for (size_t i = 0; i < region->dimm_count; i++)
		if (listed(filters->dimm, "nmem", inventory->dimms[region->dimms[i]].dev, NULL))
			return true;
	return !region->mappings_known || region->dimm_count < region->mappings;
}

/*
 * Does a region match, as far as its bus, name, type and NVDIMMs go? What could not be read may
 * match.
 */
static bool region_listed(const struct selection_filters *filters,
			  const struct inventory *inventory, const struct nd_region *region)
{
	if (!listed(filters->region, "region", region->dev, NULL) ||
	    !bus_listed(filters, &inventory->buses[region->bus]))
		return false;
	if (region->unread)
		return true;
	return is_on_dimm(filters, inventory, region) && is_of_type(filters, region);
}

static bool namespace_listed(const struct selection_filters *filters,
			     const struct inventory *inventory, const struct nd_namespace *ns)
{
	const struct nd_region *region = &inventory->regions[ns->region];

	if (!listed(filters->ndns, "namespace", ns->dev, NULL) ||
	    !region_listed(filters, inventory, region))
		return false;
	if (ns->unread || region->unread)
		return true;
	return is_of_mode(filters, ns) && is_on_node(filters, ns->numa_node) &&
	       is_on_node(filters, region->numa_node);
}

void selection_make(struct selection *selection, const struct inventory *inventory,
		    const struct selection_filters *filters)
{
	selection->all = !filters->bus && !filters->region && !filters->ndns && !filters->dimm &&
			 !filters->type && !filters->mode && !filters->numa_node;
	selection->buses = xcalloc(inventory->bus_count, sizeof(bool));
	selection->regions = xcalloc(inventory->region_count, sizeof(bool));
	selection->namespaces = xcalloc(inventory->namespace_count, sizeof(bool));
	selection->counted = xcalloc(inventory->namespace_count, sizeof(bool));
	for (size_t i = 0; i < inventory->namespace_count; i++) {
		const struct nd_namespace *ns = &inventory->namespaces[i];
		const struct nd_region *region = &inventory->regions[ns->region];

		selection->counted[i] = namespace_listed(filters, inventory, ns);
		selection->namespaces[i] =
			selection->counted[i] && (namespace_is_enabled(inventory, ns) ||
						  ns->unread || region->unread || filters->idle);
	}
	for (size_t i = 0; i < inventory->region_count; i++) {
		const struct nd_region *region = &inventory->regions[i];
		bool wanted = !filters->ndns &&
			      (region->unread || is_on_node(filters, region->numa_node));

		for (size_t n = 0; n < inventory->namespace_count; n++)
			wanted |= selection->namespaces[n] && inventory->namespaces[n].region == i;
		selection->regions[i] = wanted && region_listed(filters, inventory, region) &&
					(region->enabled || region->unread || filters->idle);
	}
	for (size_t i = 0; i < inventory->bus_count; i++) {
		const struct nd_bus *bus = &inventory->buses[i];
		bool wanted = !filters->ndns && !filters->region && !filters->dimm;

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
