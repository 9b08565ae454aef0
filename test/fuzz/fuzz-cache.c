// SPDX-License-Identifier: GPL-2.0-only
/* A CPU's cache directory. The texts of its files are the parts of the input between NUL bytes. */
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../../util/facts/host.h"
#include "../../util/lib/array.h"
#include "../../util/observe/host/cpu-cache.h"
#include "fuzz.h"

static const char *const attributes[] = {
	"cpu0/cache/index0/level",          "cpu0/cache/index0/type",
	"cpu0/cache/index0/size",           "cpu0/cache/index0/ways_of_associativity",
	"cpu0/cache/index0/number_of_sets", "cpu0/cache/index0/coherency_line_size",
	"cpu0/cache/index1/level",          "cpu0/cache/index1/type",
	"cpu0/cache/index1/size",           "cpu1/online",
};

static char folder[] = "/tmp/pmemcap-fuzz-cache-XXXXXX";
static int cpus, files[ARRAY_SIZE(attributes)];

static void clean_up(void)
{
	static const char *const folders[] = { "cpu0/cache/index0", "cpu0/cache/index1",
					       "cpu0/cache", "cpu0", "cpu1" };

	for (size_t i = 0; i < ARRAY_SIZE(attributes); i++)
		unlinkat(cpus, attributes[i], 0);
	for (size_t i = 0; i < ARRAY_SIZE(folders); i++)
		unlinkat(cpus, folders[i], AT_REMOVEDIR);
	rmdir(folder);
}

/* The files are created once. After that only their contents change. */
static void set_up(void)
{
	REQUIRE(mkdtemp(folder));
	cpus = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	REQUIRE(cpus >= 0);
	atexit(clean_up);
	REQUIRE(!mkdirat(cpus, "cpu0", 0700) && !mkdirat(cpus, "cpu1", 0700) &&
		!mkdirat(cpus, "cpu0/cache", 0700) && !mkdirat(cpus, "cpu0/cache/index0", 0700) &&
		!mkdirat(cpus, "cpu0/cache/index1", 0700));
	for (size_t i = 0; i < ARRAY_SIZE(attributes); i++) {
		files[i] = openat(cpus, attributes[i], O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
		REQUIRE(files[i] >= 0);
	}
}

static void write_files(const uint8_t *data, size_t size)
{
	for (size_t i = 0; i < ARRAY_SIZE(attributes); i++) {
		const uint8_t *end = memchr(data, 0, size);
		size_t length = end ? (size_t)(end - data) : size;

		REQUIRE(pwrite(files[i], data, length, 0) == (ssize_t)length);
		REQUIRE(!ftruncate(files[i], length));
		data += length + (end != NULL);
		size -= length + (end != NULL);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct facts facts = { 0 };
	struct cache_facts *caches = &facts.caches;

	if (!cpus)
		set_up();
	write_files(data, size);
	cache_look_at_cpu(&facts, folder, 0);
	REQUIRE(caches->cpus == 1 && caches->count <= 2);
	REQUIRE(caches->cpus_without == !caches->count);
	cache_look_at_cpu(&facts, folder, 1);
	REQUIRE(caches->cpus_without == caches->cpus - (caches->count != 0));
	/* If the same CPU is read again, there is no other kind of cache. */
	for (size_t i = 0, count = caches->count; i < 2; i++) {
		cache_look_at_cpu(&facts, folder, 0);
		REQUIRE(caches->count == count);
	}
	facts_release(&facts);
	return 0;
}
