// SPDX-License-Identifier: GPL-2.0-only
/* What /proc/cpuinfo says about the data cache. */
#include "cpuinfo.h"

#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "../../lib/array.h"
#include "../../lib/xalloc.h"
#include "../read/reader.h"
#include "../record/errors.h"
#include "machine-cpuinfo.h"

/*
 * The first value wins: on all architectures that print such a key, all CPUs print the same value.
 */
static void keep_text(char **field, const char *value)
{
	if (!*field)
		*field = xstrdup(value);
}

static void keep_number(long *field, const char *value)
{
	unsigned long n;

	if (!*field && !reader_parse_number(value, &n) && n < 1UL << 30)
		*field = n;
}

static const struct {
	const char *key;
	size_t field;
	bool number;
} keys[] = {
	{ "vendor_id", offsetof(struct cpuinfo_facts, vendor), false },
	{ "cpu model", offsetof(struct cpuinfo_facts, model), false },
	{ "model name", offsetof(struct cpuinfo_facts, model), false },
	{ "system type", offsetof(struct cpuinfo_facts, system_type), false },
	{ "Options implemented", offsetof(struct cpuinfo_facts, mips_options), false },
	{ "MMU type", offsetof(struct cpuinfo_facts, sparc_mmu), false },
	{ "dcache ways", offsetof(struct cpuinfo_facts, dcache_ways), true },
	{ "dcache size", offsetof(struct cpuinfo_facts, dcache_size), true },
};

static int find_key(const char *key, size_t length)
{
	for (size_t i = 0; i < ARRAY_SIZE(keys); i++)
		if (!strncmp(key, keys[i].key, length) && !keys[i].key[length])
			return i;
	return -ENOENT;
}

bool cpuinfo_is_key(const char *key, size_t length)
{
	return find_key(key, length) >= 0;
}

static void take_key(struct cpuinfo_facts *info, const char *key, const char *value)
{
	int found = find_key(key, strlen(key));
	void *field;

	if (found < 0)
		return;
	field = (char *)info + keys[found].field;
	if (keys[found].field == offsetof(struct cpuinfo_facts, dcache_size))
		info->has_dcache_size |= *value >= '0' && *value <= '9';
	if (keys[found].number)
		keep_number(field, value);
	else
		keep_text(field, value);
}

void cpuinfo_parse(struct cpuinfo_facts *info, char *text)
{
	char *line, *rest = text;

	while ((line = strsep(&rest, "\n"))) {
		char *value = strchr(line, ':');
		char *end = value;

		/* A last line without a newline is incomplete: its value may lack a word. */
		if (!value || !rest)
			continue;
		while (end > line && (end[-1] == ' ' || end[-1] == '\t'))
			end--;
		*end = '\0';
		value++;
		value += strspn(value, " \t");
		take_key(info, line, value);
	}
}

void observe_cpuinfo(struct facts *facts)
{
	static const char path[] = "/proc/cpuinfo";
	bool cut;
	char *text;
	int rc;

	rc = reader_text(path, CPUINFO_MAX, &text, NULL, &cut);
	rc = record_error(facts, path, rc);
	if (rc < 0) {
		free(text);
		facts_skip(facts, path, rc, "cpu.dcache_aliasing");
		return;
	}
	if (!facts->kernel.machine)
		facts->cpuinfo.machine = machine_of_cpuinfo(text);
	cpuinfo_parse(&facts->cpuinfo, text);
	free(text);
}
