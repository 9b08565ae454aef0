// SPDX-License-Identifier: GPL-2.0-only
/* What /proc/cpuinfo prints of the data cache, on the architectures that print something. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>

#include "../must.h"
#include "observe.h"
#include "reader.h"
#include "record.h"

/* Everything asked for stands in the first CPU's paragraph; 1,024 of them would be megabytes. */
#define CPUINFO_MAX 65536

/* The first value wins: on every architecture that counts, all CPUs print the same. */
static void keep_text(char **field, const char *value)
{
	if (!*field)
		*field = must_strdup(value);
}

static void keep_number(long *field, const char *value)
{
	unsigned long n;

	if (!*field && !reader_parse_number(value, &n) && n < 1UL << 30)
		*field = n;
}

static void take(struct cpuinfo_facts *info, const char *key, const char *value)
{
	if (!strcmp(key, "vendor_id"))
		keep_text(&info->vendor, value);
	else if (!strcmp(key, "cpu model") || !strcmp(key, "model name"))
		keep_text(&info->model, value);
	else if (!strcmp(key, "system type"))
		keep_text(&info->system_type, value);
	else if (!strcmp(key, "Options implemented"))
		keep_text(&info->mips_options, value);
	else if (!strcmp(key, "MMU type"))
		keep_text(&info->sparc_mmu, value);
	else if (!strcmp(key, "dcache ways"))
		keep_number(&info->dcache_ways, value);
	else if (!strcmp(key, "dcache size"))
		keep_number(&info->dcache_size, value);
}

void cpuinfo_parse(struct cpuinfo_facts *info, char *text)
{
	char *line, *rest = text;

	while ((line = strsep(&rest, "\n"))) {
		char *value = strchr(line, ':');
		char *end = value;

		/* A line cut short may have lost the word that counts. */
		if (!value || !rest)
			continue;
		while (end > line && (end[-1] == ' ' || end[-1] == '\t'))
			end--;
		*end = '\0';
		value++;
		value += strspn(value, " \t");
		take(info, line, value);
	}
}

void observe_cpuinfo(struct facts *facts)
{
	bool cut;
	char *text;
	int rc;

	rc = reader_text(AT_FDCWD, "/proc/cpuinfo", CPUINFO_MAX, &text, NULL, &cut);
	if (rc < 0) {
		rc = record_error(facts, "/proc/cpuinfo", rc);
		facts_skip(facts, "/proc/cpuinfo", rc, "cpu.dcache_aliasing");
		return;
	}
	facts->cpuinfo.read = true;
	cpuinfo_parse(&facts->cpuinfo, text);
	free(text);
}
