// SPDX-License-Identifier: GPL-2.0-only
/* The geometry of every kind of level-1 data cache, over all CPUs. */
#include "cpu-cache.h"

#include <ctype.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../lib/array.h"
#include "../../lib/xalloc.h"
#include "../read/reader.h"
#include "../read/sysfs.h"

#define CPU_DIR "/sys/devices/system/cpu"

/* No CPU has this many caches. A limit for captured trees. */
#define MAX_INDEX 16

static const char affects[] = "cpu.caches";

static bool same_kind(const struct cache_fact *a, const struct cache_fact *b)
{
	return a->size == b->size && a->ways == b->ways && a->sets == b->sets &&
	       a->line == b->line && a->unified == b->unified;
}

static void add_cache(struct cache_facts *caches, const struct cache_fact *cache, const char *where)
{
	for (size_t i = 0; i < caches->count; i++) {
		if (same_kind(&caches->list[i], cache)) {
			caches->list[i].cpus++;
			return;
		}
	}
	caches->list = array_make_room(caches->list, caches->count, sizeof(*caches->list));
	caches->list[caches->count] = *cache;
	caches->list[caches->count].cpus = 1;
	caches->list[caches->count++].where = xstrdup(where);
}

/*
 * A number like "32K", in bytes; 0 if the kernel does not know it and hides the file
 * (cache_default_attrs_is_visible()).
 */
static unsigned long size_of(struct sysfs_dir *dir, const char *name)
{
	unsigned long value;
	char text[32];

	if (sysfs_attr(dir, name, text, sizeof(text)) < 0)
		return 0;
	if (!reader_parse_number(text, &value))
		return value;
	sysfs_damaged(dir, name);
	return 0;
}

/*
 * Read a cache. Returns whether it is a level-1 data cache. *further is set if its level is higher.
 */
static bool read_cache(struct sysfs_dir *dir, struct cache_fact *cache, bool *further)
{
	unsigned long level = size_of(dir, "level");
	char type[32];

	/*
	 * Caches are numbered from the CPU outwards (populate_cache_leaves() of each architecture).
	 */
	*further = level > 1;
	if (level != 1 || sysfs_attr(dir, "type", type, sizeof(type)) < 0)
		return false;
	memset(cache, 0, sizeof(*cache));
	cache->unified = !strcmp(type, "Unified");
	if (!cache->unified && strcmp(type, "Data"))
		return false;
	cache->size = size_of(dir, "size");
	cache->ways = size_of(dir, "ways_of_associativity");
	cache->sets = size_of(dir, "number_of_sets");
	cache->line = size_of(dir, "coherency_line_size");
	return true;
}

/*
 * Examine one cache. Returns whether a later one may be a level-1 data cache: each level has one
 * data cache or one unified cache (populate_cache_leaves()).
 */
static bool look_at_index(struct facts *facts, const char *where, bool *there, bool *found)
{
	struct cache_fact cache;
	bool further = false;
	struct sysfs_dir dir;

	*there = sysfs_open(&dir, facts, where, affects) != -ENOENT;
	if (*there && read_cache(&dir, &cache, &further)) {
		add_cache(&facts->caches, &cache, where);
		*found = true;
	}
	sysfs_close(&dir);
	return *there && !further && !*found;
}

/* Is the CPU offline? Such a CPU shows no caches and runs no code, so it is not counted. */
static bool is_offline(const char *cpus, unsigned int cpu)
{
	char *path = xasprintf("%s/cpu%u/online", cpus, cpu), online[8];
	int length = reader_attr(path, online, sizeof(online));

	free(path);
	return length == 1 && *online == '0';
}

void cache_look_at_cpu(struct facts *facts, const char *cpus, unsigned int cpu)
{
	bool more = true, there, found = false;

	for (unsigned int i = 0; more && i < MAX_INDEX; i++) {
		char *where = xasprintf("%s/cpu%u/cache/index%u", cpus, cpu, i);

		more = look_at_index(facts, where, &there, &found);
		free(where);
		if (!i && !there && is_offline(cpus, cpu))
			return;
	}
	facts->caches.cpus++;
	if (!found)
		facts->caches.cpus_without++;
}

static int by_cpu_number(const void *a, const void *b)
{
	unsigned int x = *(const unsigned int *)a, y = *(const unsigned int *)b;

	return x < y ? -1 : x > y;
}

/* The numbers of all CPUs, sorted, for the caller to free. Returns their count. */
static size_t list_cpus(const struct sysfs_names *names, unsigned int **numbers)
{
	size_t count = 0;

	*numbers = xcalloc(names->count, sizeof(**numbers));
	for (size_t i = 0; i < names->count; i++) {
		const char *digits = names->list[i] + 3;
		unsigned long number;

		if (!reader_parse_number(digits, &number) && number <= UINT_MAX &&
		    isdigit((unsigned char)digits[strlen(digits) - 1]))
			(*numbers)[count++] = number;
	}
	qsort(*numbers, count, sizeof(**numbers), by_cpu_number);
	return count;
}

void observe_caches(struct facts *facts)
{
	struct sysfs_names names;
	unsigned int *numbers;
	size_t count;
	int rc;

	rc = sysfs_list(facts, CPU_DIR, "cpu", &names);
	if (rc) {
		facts_skip(facts, CPU_DIR, rc, affects);
		return;
	}
	count = list_cpus(&names, &numbers);
	for (size_t i = 0; i < count; i++)
		cache_look_at_cpu(facts, CPU_DIR, numbers[i]);
	free(numbers);
	sysfs_release_names(&names);
	if (!facts->caches.count)
		facts_skip(facts, CPU_DIR "/cpu0/cache", ENOENT, affects);
}
