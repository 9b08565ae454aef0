// SPDX-License-Identifier: GPL-2.0-only
/* The geometry of every kind of level-1 data cache, over all CPUs. */
#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../must.h"
#include "observe.h"
#include "reader.h"
#include "record.h"

#define CPU_DIR "/sys/devices/system/cpu"

/* More than any CPU has: a tree that lists more is not a machine's. */
#define MAX_INDEX 16

static bool same_kind(const struct cache_fact *a, const struct cache_fact *b)
{
	return a->size == b->size && a->ways == b->ways && a->sets == b->sets &&
	       a->line == b->line && a->unified == b->unified;
}

static void add_cache(struct cache_facts *caches, struct cache_fact *cache, const char *cpu,
		      unsigned int index)
{
	for (size_t i = 0; i < caches->count; i++) {
		if (same_kind(&caches->list[i], cache)) {
			caches->list[i].cpus++;
			return;
		}
	}
	cache->cpus = 1;
	cache->where = must_asprintf(CPU_DIR "/%s/cache/index%u", cpu, index);
	caches->list = must_grow(caches->list, caches->count + 1, sizeof(*caches->list));
	caches->list[caches->count++] = *cache;
}

/* Returns 1 if index is a level-1 data cache, 0 if another cache, -errno if there is none. */
static int read_index(int dir, unsigned int index, struct cache_fact *cache)
{
	char name[32], type[32];
	unsigned long level;
	int fd, rc;

	snprintf(name, sizeof(name), "index%u", index);
	fd = openat(dir, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return -errno;
	memset(cache, 0, sizeof(*cache));
	rc = 0;
	if (reader_number(fd, "level", &level) || level != 1 ||
	    reader_attr(fd, "type", type, sizeof(type)) < 0)
		goto out;
	cache->unified = !strcmp(type, "Unified");
	if (!cache->unified && strcmp(type, "Data"))
		goto out;
	/* Attributes the kernel does not know are hidden (cache_default_attrs_is_visible()). */
	reader_number(fd, "size", &cache->size);
	reader_number(fd, "ways_of_associativity", &cache->ways);
	reader_number(fd, "number_of_sets", &cache->sets);
	reader_number(fd, "coherency_line_size", &cache->line);
	rc = 1;
out:
	close(fd);
	return rc;
}

static void look_at_cpu(struct cache_facts *caches, int cpus, const char *cpu)
{
	struct cache_fact cache = { 0 };
	char path[300];
	bool found = false;
	int dir, rc;

	snprintf(path, sizeof(path), "%s/cache", cpu);
	dir = openat(cpus, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (dir < 0) {
		/* An offline CPU has none, and runs nothing. */
		snprintf(path, sizeof(path), "%s/online", cpu);
		if (reader_attr(cpus, path, path, sizeof(path)) == 1 && path[0] == '0')
			return;
	}
	caches->cpus++;
	for (unsigned int i = 0; dir >= 0 && i < MAX_INDEX; i++) {
		rc = read_index(dir, i, &cache);
		if (rc < 0)
			break;
		if (rc > 0) {
			add_cache(caches, &cache, cpu, i);
			found = true;
		}
	}
	if (!found)
		caches->cpus_without++;
	if (dir >= 0)
		close(dir);
}

static int by_number(const void *a, const void *b)
{
	unsigned int x = *(const unsigned int *)a, y = *(const unsigned int *)b;

	return x < y ? -1 : x > y;
}

/* The numbers of all CPUs, in order, for the caller to free. Returns the count. */
static size_t list_cpus(DIR *dir, unsigned int **numbers)
{
	struct dirent *entry;
	size_t count = 0;

	*numbers = NULL;
	while ((entry = readdir(dir))) {
		const char *digits = entry->d_name + 3;
		unsigned long number;

		if (strncmp(entry->d_name, "cpu", 3) || reader_parse_number(digits, &number) ||
		    number > UINT_MAX || !isdigit((unsigned char)digits[strlen(digits) - 1]))
			continue;
		*numbers = must_grow(*numbers, count + 1, sizeof(**numbers));
		(*numbers)[count++] = number;
	}
	if (count)
		qsort(*numbers, count, sizeof(**numbers), by_number);
	return count;
}

void observe_caches(struct facts *facts)
{
	unsigned int *numbers;
	size_t count;
	char cpu[32];
	DIR *dir;

	dir = opendir(CPU_DIR);
	if (!dir) {
		facts_skip(facts, CPU_DIR, record_error(facts, CPU_DIR, -errno), "cpu.caches");
		return;
	}
	count = list_cpus(dir, &numbers);
	for (size_t i = 0; i < count; i++) {
		snprintf(cpu, sizeof(cpu), "cpu%u", numbers[i]);
		look_at_cpu(&facts->caches, dirfd(dir), cpu);
	}
	free(numbers);
	closedir(dir);
	if (!facts->caches.count)
		facts_skip(facts, CPU_DIR "/cpu0/cache", ENOENT, "cpu.caches");
}
