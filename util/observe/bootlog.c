// SPDX-License-Identifier: GPL-2.0-only
/* The line that some architectures log about their data cache at boot. */
#include <errno.h>
#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>
#include <sys/klog.h>

#include "../must.h"
#include "observe.h"
#include "reader.h"
#include "record.h"

/* linux/syslog.h is not among the headers of user space. */
#define SYSLOG_ACTION_READ_ALL    3
#define SYSLOG_ACTION_SIZE_BUFFER 10

#define LOG_MAX (32UL << 20)

static const char affects[] = "cpu.dcache_aliasing";

/* Behind "<6>", "[    0.000000] " and what journalctl puts in front. */
static const char *message_of(const char *line)
{
	const char *stamp;

	if (*line == '<') {
		const char *end = strchr(line, '>');

		line = end ? end + 1 : line;
	}
	if (*line == '[') {
		stamp = strstr(line, "] ");
		return stamp ? stamp + 2 : line;
	}
	stamp = strstr(line, " kernel: ");
	return stamp ? stamp + 9 : line;
}

/* arch/arm/kernel/setup.c cacheid_init(): "CPU: %s data cache, %s instruction cache" */
static enum tri arm_line(const char *message)
{
	if (strncmp(message, "CPU: ", 5) || !strstr(message, " data cache, "))
		return TRI_UNKNOWN;
	message += 5;
	/* Only the data half counts: the instruction cache may alias on its own. */
	if (!strncmp(message, "VIVT data cache", 15) ||
	    !strncmp(message, "VIPT aliasing data cache", 24))
		return TRI_YES;
	if (!strncmp(message, "PIPT / VIPT nonaliasing data cache", 34))
		return TRI_NO;
	return TRI_UNKNOWN;
}

/*
 * arch/mips/mm/c-r4k.c probe_pcache():
 * "Primary data cache %ldkB, %s, %s, %s, linesize %d bytes". The printks of
 * c-octeon.c and c-r3k.c start alike and name no aliases.
 */
static enum tri mips_line(const char *message)
{
	if (strncmp(message, "Primary data cache ", 19))
		return TRI_UNKNOWN;
	if (strstr(message, ", cache aliases,"))
		return TRI_YES;
	return strstr(message, ", no aliases,") ? TRI_NO : TRI_UNKNOWN;
}

/* arch/sparc/mm/srmmu.c init_vac_layout(), called on the ROSS HyperSparc alone */
static unsigned long sparc_line(const char *message)
{
	if (strncmp(message, "SRMMU: Using VAC size of ", 25))
		return 0;
	return strtoul(message + 25, NULL, 10);
}

void bootlog_parse(struct bootlog_facts *log, char *text)
{
	char *line, *rest = text;

	while ((line = strsep(&rest, "\n"))) {
		const char *message = message_of(line);
		enum tri says;
		unsigned long vac;

		if (!strncmp(message, "Warning: dcache size configuration mismatch", 43))
			log->nios2_mismatch = true;
		if (log->line)
			continue;
		says = arm_line(message);
		if (says == TRI_UNKNOWN)
			says = mips_line(message);
		vac = sparc_line(message);
		if (says == TRI_UNKNOWN && !vac)
			continue;
		log->aliases = says;
		log->vac_size = vac;
		log->line = must_strdup(message);
	}
}

static void read_live(struct facts *facts)
{
	struct bootlog_facts *log = &facts->bootlog;
	int size, n;
	char *text;

	size = klogctl(SYSLOG_ACTION_SIZE_BUFFER, NULL, 0);
	if (size < 0) {
		facts_skip(facts, "syslog(2)", errno, affects);
		return;
	}
	if ((unsigned long)size > LOG_MAX)
		size = LOG_MAX;
	text = must_calloc(size + 1, 1);
	n = klogctl(SYSLOG_ACTION_READ_ALL, text, size);
	if (n < 0) {
		facts_skip(facts, "syslog(2)", errno, affects);
	} else {
		log->source = must_strdup("syslog(2)");
		text[n] = '\0';
		bootlog_parse(log, text);
	}
	free(text);
}

bool bootlog_is_of(const char *text, const char *release)
{
	const char *version = strstr(text, "Linux version ");

	if (!version || !release)
		return false;
	version += 14;
	return !strncmp(version, release, strlen(release)) && version[strlen(release)] == ' ';
}

static void read_tree(struct facts *facts)
{
	static const char *const paths[] = { "/var/log/dmesg", "/sos_commands/kernel/dmesg" };
	struct bootlog_facts *log = &facts->bootlog;
	int rc = -ENOENT;

	for (size_t i = 0; i < ARRAY_LENGTH(paths); i++) {
		char *text;

		rc = reader_text(paths[i], LOG_MAX, &text, NULL, NULL);
		if (rc < 0)
			continue;
		if (bootlog_is_of(text, facts_running_release(facts))) {
			log->source = must_strdup(paths[i]);
			bootlog_parse(log, text);
			free(text);
			return;
		}
		free(text);
		facts_skip(facts, paths[i], ESTALE, affects);
		return;
	}
	facts_skip(facts, paths[0], rc, affects);
}

/* Others log no such line: what must not be read there is not missed. */
static bool may_log(const char *machine)
{
	static const char *const patterns[] = { "armv*", "mips*", "nios2", "sparc" };

	for (size_t i = 0; machine && i < ARRAY_LENGTH(patterns); i++)
		if (!fnmatch(patterns[i], machine, 0))
			return true;
	return !machine;
}

void observe_bootlog(struct facts *facts)
{
	if (!may_log(facts->kernel.machine))
		return;
	if (facts->live)
		read_live(facts);
	else if (!record_bootlog(facts))
		read_tree(facts);
}
