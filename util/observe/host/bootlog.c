// SPDX-License-Identifier: GPL-2.0-only
/* The line that some architectures log about their data cache at boot. */
#include "bootlog.h"

#include <errno.h>
#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>
#include <sys/klog.h>

#include "../../lib/array.h"
#include "../../lib/xalloc.h"
#include "../read/reader.h"
#include "../record/host.h"
#include "machine-guess.h"
#include "machine-log.h"

/* linux/syslog.h is not exported to user space. */
#define SYSLOG_ACTION_READ_ALL    3
#define SYSLOG_ACTION_SIZE_BUFFER 10

#define LOG_MAX (32UL << 20)

/* Characters that a time stamp or printk's caller ("T0", "C1") in brackets can contain. */
#define STAMP "0123456789 .:,+-TCMonTueWdhFriSatJabrApyulgcOvDeZ"

static const char affects[] = "cpu.dcache_aliasing";

/* "[    0.000000] ", "[Fri Jan  2 20:26:00 2026] ", "[    0.000000][    T0] ", "[00:00:01.234] " */
static const char *skip_brackets(const char *line)
{
	size_t length;

	if (*line != '[')
		return line;
	length = strcspn(line, "]");
	if (!line[length] || length > 40 || strspn(line + 1, STAMP) != length - 1)
		return line;
	return line + length + 1;
}

/* "<6>" of syslog(2), "kern  :info  : " of dmesg -x. */
static const char *skip_level(const char *line)
{
	const char *end;

	if (*line == '<' && (end = strchr(line, '>')) && end - line < 6 &&
	    strspn(line + 1, "0123456789") == (size_t)(end - line) - 1)
		return end + 1;
	if (strncmp(line, "kern ", 5) || !(end = strchr(line, ':')) ||
	    !(end = strchr(end + 1, ':')))
		return line;
	return end + 1;
}

/*
 * A date or time without brackets: "2026-01-02T20:26:00,123456+01:00", "13:46:00.123", "1.234567".
 */
static const char *skip_stamp(const char *line)
{
	size_t length = strspn(line, "0123456789-:.,+TZ");

	if (*line < '0' || *line > '9' || length < 6 || line[length] != ' ')
		return line;
	return line + length;
}

/* "Jan  2 20:26:00 host kernel: ", "... host kern.info kernel: ", if the sender is the kernel. */
static const char *skip_sender(const char *line)
{
	const char *sender = strstr(line, "kernel: ");

	if (!sender || (sender > line && sender[-1] != ' '))
		return line;
	for (const char *colon = line; (colon = memchr(colon, ':', sender - colon)); colon++)
		if (colon[1] == ' ')
			return line;
	return sender + 8;
}

/* The message without the prefixes of printk, dmesg, journald, rsyslog and serial consoles. */
static const char *message_of(const char *line)
{
	const char *before;

	do {
		before = line;
		line += strspn(line, " \t");
		line = skip_sender(skip_stamp(skip_brackets(skip_level(line))));
	} while (line != before);
	return line;
}

/* arch/arm/kernel/setup.c cacheid_init(): "CPU: %s data cache, %s instruction cache" */
static enum tri arm_line(const char *message)
{
	if (strncmp(message, "CPU: ", 5) || !strstr(message, " data cache, "))
		return TRI_UNKNOWN;
	message += 5;
	/*
	 * Only the part about the data cache counts; the instruction cache may alias independently.
	 */
	if (!strncmp(message, "VIVT data cache", 15) ||
	    !strncmp(message, "VIPT aliasing data cache", 24))
		return TRI_YES;
	/* Linux 2.6 prints the second form. */
	if (!strncmp(message, "PIPT / VIPT nonaliasing data cache", 34) ||
	    !strncmp(message, "VIPT nonaliasing data cache", 27))
		return TRI_NO;
	return TRI_UNKNOWN;
}

/*
 * arch/mips/mm/c-r4k.c probe_pcache(): "Primary data cache %ldkB, %s, %s, %s, linesize %d bytes".
 * The printks of c-octeon.c and c-r3k.c start with the same words, but do not mention aliases.
 */
static enum tri mips_line(const char *message)
{
	if (strncmp(message, "Primary data cache ", 19))
		return TRI_UNKNOWN;
	if (strstr(message, ", cache aliases,"))
		return TRI_YES;
	return strstr(message, ", no aliases,") ? TRI_NO : TRI_UNKNOWN;
}

/* arch/sparc/mm/srmmu.c init_vac_layout(), called only on the ROSS HyperSparc */
static unsigned long sparc_line(const char *message)
{
	if (strncmp(message, "SRMMU: Using VAC size of ", 25))
		return 0;
	return strtoul(message + 25, NULL, 10);
}

/* "CPU0 revision is: 00019750 (MIPS 74Kc)", "SoC: Qualcomm Atheros QCA956X ver 1 rev 0" */
static void take_mips_names(struct bootlog_facts *log, const char *message)
{
	const char *name = strchr(message, '(');

	if (!log->cpu && name &&
	    (!fnmatch("CPU[0-9] revision is: *(*)*", message, 0) ||
	     !strncmp(message, "CPU revision is: ", 17)))
		log->cpu = xstrndup(name + 1, strcspn(name + 1, ")"));
	if (!log->system && !strncmp(message, "SoC: ", 5))
		log->system = xstrdup(message + 5);
}

/* Keep the first name of a machine. A name replaces a family. */
static void take_machine(struct bootlog_facts *log, const char *message)
{
	struct machine_guess guess;

	if (log->machine.name)
		return;
	guess = machine_of_log(message);
	if (!guess.name && log->machine.family) {
		machine_release(&guess);
		return;
	}
	machine_release(&log->machine);
	log->machine = guess;
}

static void take_cache(struct bootlog_facts *log, const char *message)
{
	enum tri says = arm_line(message);
	unsigned long vac = sparc_line(message);

	if (says == TRI_UNKNOWN)
		says = mips_line(message);
	if (log->line || (says == TRI_UNKNOWN && !vac))
		return;
	log->aliases = says;
	log->vac_size = vac;
	log->line = xstrdup(message);
}

void bootlog_parse(struct bootlog_facts *log, char *text)
{
	char *line, *rest = text;

	while ((line = strsep(&rest, "\n"))) {
		const char *message = message_of(line);

		line[strcspn(line, "\r")] = '\0';
		if (!strncmp(message, "Warning: dcache size configuration mismatch", 43))
			log->nios2_mismatch = true;
		take_mips_names(log, message);
		take_machine(log, message);
		take_cache(log, message);
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
	text = xcalloc(size + 1, 1);
	n = klogctl(SYSLOG_ACTION_READ_ALL, text, size);
	if (n < 0) {
		facts_skip(facts, "syslog(2)", errno, affects);
	} else {
		log->source = xstrdup("syslog(2)");
		text[n] = '\0';
		bootlog_parse(log, text);
	}
	free(text);
}

static const char version_words[] = "Linux version ";

char *bootlog_of(char *text, const char *release)
{
	char *last = NULL, *version;
	size_t length;

	for (char *at = text; (at = strstr(at, version_words)); at++)
		last = at;
	if (!last || !release)
		return NULL;
	version = last + sizeof(version_words) - 1;
	length = strlen(release);
	return !strncmp(version, release, length) && version[length] == ' ' ? last : NULL;
}

/* Where a captured tree may contain the log: the paths of syslog, distributions and sos. */
static const char *const log_paths[] = { "/var/log/dmesg", "/sos_commands/kernel/dmesg",
					 "/var/log/kern.log", "/var/log/messages" };

/* The release, if all boots in the log have the same one; else NULL. The caller frees it. */
static char *release_of_log(const char *text)
{
	char *release = NULL;

	for (const char *at = text; (at = strstr(at, version_words));) {
		size_t length;

		at += sizeof(version_words) - 1;
		length = strcspn(at, " \r\n");
		if (release && (strlen(release) != length || strncmp(release, at, length))) {
			free(release);
			return NULL;
		}
		if (!release && length && at[length] == ' ')
			release = xstrndup(at, length);
	}
	return release;
}

char *bootlog_release(void)
{
	for (size_t i = 0; i < ARRAY_SIZE(log_paths); i++) {
		char *release, *text;

		if (reader_text(log_paths[i], LOG_MAX, &text, NULL, NULL) < 0)
			continue;
		release = release_of_log(text);
		free(text);
		if (release)
			return release;
	}
	return NULL;
}

/* Returns 0, -ESTALE for the log of another kernel, or -errno. */
static int read_log(struct facts *facts, const char *path)
{
	struct bootlog_facts *log = &facts->bootlog;
	char *text, *boot;
	int rc;

	rc = reader_text(path, LOG_MAX, &text, NULL, NULL);
	if (rc < 0)
		return rc;
	boot = bootlog_of(text, facts_running_release(facts));
	if (boot) {
		log->source = xstrdup(path);
		bootlog_parse(log, boot);
	}
	free(text);
	return boot ? 0 : -ESTALE;
}

/*
 * Use the first log of this kernel. If there is none, note one skip: the first log that exists,
 * else the first path.
 */
static void read_tree(struct facts *facts)
{
	int rc[ARRAY_SIZE(log_paths)];
	size_t stale = 0;

	for (size_t i = 0; i < ARRAY_SIZE(log_paths); i++) {
		rc[i] = read_log(facts, log_paths[i]);
		if (!rc[i])
			return;
		if (rc[i] != -ENOENT && rc[stale] == -ENOENT)
			stale = i;
	}
	facts_skip(facts, log_paths[stale], rc[stale], affects);
}

/*
 * Can the kernel of this machine log about its data cache? On other machines an unreadable log does
 * not matter. True if the machine is unknown.
 */
static bool may_log(const char *machine)
{
	static const char *const patterns[] = { "armv*", "mips*", "nios2", "sparc" };

	for (size_t i = 0; machine && i < ARRAY_SIZE(patterns); i++)
		if (!fnmatch(patterns[i], machine, 0))
			return true;
	return !machine;
}

bool bootlog_recall(struct facts *facts)
{
	struct bootlog_facts *log = &facts->bootlog;
	char *line, *cpu, *system;

	if (!record_bootlog(facts))
		return false;
	if (!log->line)
		return true;
	/*
	 * Parse the line again, as the record may have been edited. CPU and system keep the values
	 * of their own keys, even if the line names others.
	 */
	line = log->line;
	cpu = log->cpu;
	system = log->system;
	log->line = log->cpu = log->system = NULL;
	bootlog_parse(log, line);
	free(line);
	free(log->cpu);
	free(log->system);
	log->cpu = cpu;
	log->system = system;
	return true;
}

void observe_bootlog(struct facts *facts)
{
	if (!may_log(facts->kernel.machine))
		return;
	if (facts->live)
		read_live(facts);
	else if (!bootlog_recall(facts))
		read_tree(facts);
}
