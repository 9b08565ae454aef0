// SPDX-License-Identifier: GPL-2.0-only
#include "firmware-memmap.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../facts/boot-words.h"
#include "../../lib/array.h"
#include "../../lib/xalloc.h"
#include "../read/reader.h"
#include "../read/sysfs.h"
#include "../record/inventory.h"

#define MEMMAP "/sys/firmware/memmap"

static const char affects[] = "buses";

/* end is the first byte after the range. */
struct range {
	unsigned long long start, end;
	char type[64];
};

struct range_list {
	struct range *list;
	size_t count;
	bool whole; /* the whole list was read */
};

static void add_range(struct range_list *ranges, unsigned long long start, unsigned long long end,
		      const char *type)
{
	struct range *range;

	if (end <= start)
		return;
	ranges->list = array_make_room(ranges->list, ranges->count, sizeof(*range));
	range = &ranges->list[ranges->count++];
	*range = (struct range){ .start = start, .end = end };
	snprintf(range->type, sizeof(range->type), "%s", type);
}

static void read_entry(struct range_list *map, struct facts *facts, const char *name)
{
	char *path = xasprintf(MEMMAP "/%s", name), *type;
	unsigned long long start, end;
	struct sysfs_dir dir;
	bool both;

	sysfs_open(&dir, facts, path, affects);
	both = sysfs_number(&dir, "start", &start);
	both = sysfs_number(&dir, "end", &end) && both;
	type = sysfs_text(&dir, "type");
	if (both && type)
		add_range(map, start, end + 1, type);
	else
		map->whole = false;
	map->whole &= !sysfs_close(&dir);
	free(type);
	free(path);
}

static void read_map(struct range_list *map, struct facts *facts)
{
	struct sysfs_names names;
	int rc = sysfs_list(facts, MEMMAP, "", &names);

	memset(map, 0, sizeof(*map));
	map->whole = !rc && names.count;
	if (rc && rc != -ENOENT)
		facts_skip(facts, MEMMAP, rc, affects);
	for (size_t i = 0; i < names.count; i++)
		read_entry(map, facts, names.list[i]);
	sysfs_release_names(&names);
}

/*
 * Is there memory in the range? The types are those of e820_type_to_string() in
 * arch/x86/kernel/e820.c. "Reserved" is not one of them, since the firmware may set it.
 */
static bool is_memory(const struct range *range)
{
	static const char *const types[] = { "System RAM", "Persistent Memory",
					     "Persistent Memory (legacy)", "Soft Reserved" };

	for (size_t i = 0; i < ARRAY_SIZE(types); i++)
		if (!strcmp(range->type, types[i]))
			return true;
	return false;
}

static enum region_memory look_up_range(const struct range_list *map, const struct range *wanted)
{
	unsigned long long found = 0;

	for (size_t i = 0; i < map->count; i++) {
		const struct range *entry = &map->list[i];
		unsigned long long start =
			entry->start > wanted->start ? entry->start : wanted->start;
		unsigned long long end = entry->end < wanted->end ? entry->end : wanted->end;

		/* The firmware's entries do not overlap, so their sizes can be added. */
		if (is_memory(entry) && end > start)
			found += end - start;
	}
	if (found == wanted->end - wanted->start)
		return MEMORY_FOUND;
	return map->whole ? MEMORY_MISSING : MEMORY_UNPROVEN;
}

/*
 * Read lines like "  200000000-207ffffff : Persistent Memory (legacy)". Only root sees addresses;
 * for other users they are zero.
 */
static void read_iomem_ranges(struct range_list *ranges)
{
	char *text, *rest, *line;

	if (reader_text("/proc/iomem", 1 << 20, &text, NULL, NULL) < 0)
		return;
	rest = text;
	while ((line = strsep(&rest, "\n"))) {
		unsigned long long start, end;

		if (sscanf(line, " %llx-%llx : ", &start, &end) == 2 && end > start &&
		    strstr(line, " : Persistent Memory (legacy)"))
			add_range(ranges, start, end + 1, "iomem");
	}
	free(text);
}

/* '%' with an old type changes only ranges of that type (e820__range_update()). */
static void add_changed(struct range_list *ranges, const struct range_list *map,
			const struct memmap_word *word)
{
	static const char *const names[] = { [1] = "System RAM",
					     [2] = "Reserved",
					     [3] = "ACPI Tables",
					     [4] = "ACPI Non-volatile Storage",
					     [5] = "Unusable memory",
					     [7] = "Persistent Memory",
					     [12] = "Persistent Memory (legacy)" };
	unsigned long long end = word->start + word->size;

	for (size_t i = 0; i < map->count; i++) {
		const struct range *entry = &map->list[i];

		if (word->from < ARRAY_SIZE(names) && names[word->from] &&
		    !strcmp(entry->type, names[word->from]))
			add_range(ranges, entry->start > word->start ? entry->start : word->start,
				  entry->end < end ? entry->end : end, "changed");
	}
}

static void add_words(struct range_list *ranges, const struct range_list *map,
		      const struct boot_words *words)
{
	for (size_t i = 0; i < words->memmap_count; i++) {
		const struct memmap_word *word = &words->memmaps[i];

		if (!memmap_makes_pmem(word) || !word->ranged)
			continue;
		if (word->from)
			add_changed(ranges, map, word);
		else
			add_range(ranges, word->start, word->start + word->size, "memmap=");
	}
	for (size_t i = 0; i < map->count; i++)
		if (!strcmp(map->list[i].type, "Persistent Memory (legacy)"))
			add_range(ranges, map->list[i].start, map->list[i].end, "firmware");
}

static int by_start(const void *a, const void *b)
{
	const struct range *x = a, *y = b;

	return x->start < y->start ? -1 : x->start > y->start;
}

/* The kernel merges adjacent ranges (e820__update_table()); nd_e820 makes one region of them. */
static void merge(struct range_list *ranges)
{
	size_t kept = 0;

	if (!ranges->count)
		return;
	qsort(ranges->list, ranges->count, sizeof(*ranges->list), by_start);
	for (size_t i = 1; i < ranges->count; i++) {
		struct range *last = &ranges->list[kept], *next = &ranges->list[i];

		if (next->start > last->end)
			ranges->list[++kept] = *next;
		else if (next->end > last->end)
			last->end = next->end;
	}
	ranges->count = kept + 1;
}

static bool is_from_e820(const struct inventory *inventory, const struct nd_region *region)
{
	const char *provider = inventory->buses[region->bus].provider;

	return provider && (!strcmp(provider, "e820") || !strcmp(provider, "ramdax"));
}

/*
 * Is it a region of nd_e820 or ramdax, or may it be one? It may if the bus's provider is
 * unreadable.
 */
static bool may_be_from_e820(const struct inventory *inventory, const struct nd_region *region)
{
	const struct nd_bus *bus = &inventory->buses[region->bus];

	return is_from_e820(inventory, region) || bus->unread || !bus->provider ||
	       !strcmp(bus->provider, "unknown");
}

/*
 * Look up all ranges that have the region's size, since no readable file shows which of them is the
 * region's. The result is known if all of them agree. It is unknown if they differ or if there is
 * none.
 */
static enum region_memory judge_by_size(const struct range_list *map,
					const struct range_list *ranges,
					const struct nd_region *region)
{
	enum region_memory common = MEMORY_UNPROVEN;
	bool any = false;

	for (size_t i = 0; i < ranges->count; i++) {
		enum region_memory found;

		if (ranges->list[i].end - ranges->list[i].start != region->size)
			continue;
		found = look_up_range(map, &ranges->list[i]);
		if (any && found != common)
			return MEMORY_UNPROVEN;
		common = found;
		any = true;
	}
	return common;
}

static bool any_makes_pmem(const struct boot_words *words)
{
	for (size_t i = 0; i < words->memmap_count; i++)
		if (memmap_makes_pmem(&words->memmaps[i]))
			return true;
	return false;
}

/*
 * nd_e820 makes its regions in the order of the ranges (e820_pmem_probe(), drivers/nvdimm/e820.c).
 * If the sizes agree one by one, each region's range is known.
 */
static bool ranges_are_in_order(const struct inventory *inventory, const struct range_list *ranges)
{
	size_t next = 0;

	for (size_t i = 0; i < inventory->region_count; i++) {
		if (!is_from_e820(inventory, &inventory->regions[i]))
			continue;
		if (next == ranges->count ||
		    ranges->list[next].end - ranges->list[next].start != inventory->regions[i].size)
			return false;
		next++;
	}
	return next == ranges->count;
}

static void fill_regions(struct inventory *inventory, const struct facts *facts,
			 const struct range_list *map, const struct range_list *ranges)
{
	bool in_order = ranges_are_in_order(inventory, ranges);
	size_t next = 0;

	for (size_t i = 0; i < inventory->region_count; i++) {
		struct nd_region *region = &inventory->regions[i];

		if (!may_be_from_e820(inventory, region))
			continue;
		if (!is_from_e820(inventory, region))
			region->memory = MEMORY_UNPROVEN;
		else if (in_order)
			region->memory = look_up_range(map, &ranges->list[next++]);
		else
			region->memory = judge_by_size(map, ranges, region);
		record_region_memory(facts, region);
	}
}

void observe_region_memory(struct inventory *inventory, struct facts *facts)
{
	struct range_list map, ranges = { 0 };
	struct boot_words words;
	bool any = false;

	boot_words_parse(&words, facts->kernel.cmdline);
	for (size_t i = 0; i < inventory->region_count; i++)
		any |= is_from_e820(inventory, &inventory->regions[i]) ||
		       (any_makes_pmem(&words) &&
			may_be_from_e820(inventory, &inventory->regions[i]));
	/* Without a memmap= that makes persistent memory, the range comes from the firmware. */
	if (any && (any_makes_pmem(&words) || !facts->kernel.cmdline)) {
		read_map(&map, facts);
		read_iomem_ranges(&ranges);
		if (!ranges.count)
			add_words(&ranges, &map, &words);
		merge(&ranges);
		fill_regions(inventory, facts, &map, &ranges);
		free(map.list);
		free(ranges.list);
	}
	boot_words_release(&words);
}
