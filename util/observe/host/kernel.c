// SPDX-License-Identifier: GPL-2.0-only
/* The kernel's release, machine, page size and command line. */
#include "kernel.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/personality.h>
#include <sys/utsname.h>
#include <time.h>

#include "../../lib/array.h"
#include "../../lib/strutil.h"
#include "../../lib/xalloc.h"
#include "../read/reader.h"
#include "../record/errors.h"
#include "bootlog.h"
#include "machine-uname.h"

/*
 * A 64-bit kernel shows the 32-bit name to a task with a 32-bit personality: COMPAT_UTS_MACHINE in
 * arch/<arch>/include/asm/compat.h.
 */
static const struct {
	const char *compat, *machine;
} compat_machines[] = {
	{ "i686", "x86_64" },   { "armv8l", "aarch64" },  { "armv8b", "aarch64_be" },
	{ "mips", "mips64" },   { "parisc", "parisc64" }, { "ppc", "ppc64" },
	{ "ppcle", "ppc64le" }, { "riscv32", "riscv64" }, { "s390", "s390x" },
	{ "sparc", "sparc64" },
};

static const char *native_machine(const char *machine)
{
	int persona = personality(0xffffffff);

	if (persona == -1 || (persona & PER_MASK) != PER_LINUX32)
		return machine;
	for (size_t i = 0; i < ARRAY_SIZE(compat_machines); i++)
		if (!strcmp(compat_machines[i].compat, machine))
			return compat_machines[i].machine;
	return machine;
}

/*
 * The text of a file, for the caller to free. On an error returns NULL and, unless affects is NULL,
 * notes a skip.
 */
static char *text_of(struct facts *facts, const char *path, const char *affects)
{
	char *text;
	int rc;

	rc = reader_text(path, 65536, &text, NULL, NULL);
	rc = record_error(facts, path, rc);
	if (rc < 0) {
		free(text);
		if (affects)
			facts_skip(facts, path, rc, affects);
		return NULL;
	}
	return text;
}

/* Returns text. If text is empty, frees it and returns NULL. */
static char *unless_empty(char *text)
{
	if (text && *text)
		return text;
	free(text);
	return NULL;
}

/* The first line of a file, or NULL. The caller frees it. */
static char *line_of(struct facts *facts, const char *path, const char *affects)
{
	char *text = text_of(facts, path, affects);

	if (text)
		text[strcspn(text, "\n")] = '\0';
	return unless_empty(text);
}

/* The command line may contain newlines from the boot loader; the kernel reads them as blanks. */
static char *command_line(struct facts *facts)
{
	char *text = text_of(facts, "/proc/cmdline", "modules");

	if (text)
		string_chomp(text);
	return unless_empty(text);
}

/* Note the time and the host of the run: a stored report must show where it comes from. */
static void live_origin(struct origin_facts *origin, const char *host)
{
	time_t now = time(NULL);
	char text[32];
	struct tm tm;

	if (gmtime_r(&now, &tm) && strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%SZ", &tm))
		origin->time = xstrdup(text);
	if (*host)
		origin->host = xstrdup(host);
}

static void live_names(struct facts *facts)
{
	struct kernel_facts *kernel = &facts->kernel;
	struct utsname name;

	if (uname(&name) < 0)
		return;
	live_origin(&facts->origin, name.nodename);
	kernel->release = xstrdup(name.release);
	if (!kernel->machine)
		kernel->machine = xstrdup(machine_native(native_machine(name.machine)));
}

/* The nth blank-separated word, counted from 0, for the caller to free; NULL if there are fewer. */
static char *nth_word(const char *line, int n)
{
	for (; n > 0; n--) {
		line += strcspn(line, " ");
		line += strspn(line, " ");
	}
	return *line ? xstrndup(line, strcspn(line, " ")) : NULL;
}

char *kernel_version_release(const char *line)
{
	return strncmp(line, "Linux version ", 14) ? NULL : nth_word(line, 2);
}

void kernel_take_uname(struct kernel_facts *kernel, char *line)
{
	char *machine;

	if (!kernel->release)
		kernel->release = nth_word(line, 2);
	if (kernel->machine)
		return;
	machine = machine_of_uname(line);
	kernel->machine = xstrdup(machine ? machine_native(machine) : NULL);
	free(machine);
}

/* Files with the output of uname -a, in sos reports and hand-made trees. */
static void take_uname_file(struct facts *facts)
{
	static const char *const paths[] = { "/sos_commands/kernel/uname_-a", "/uname", "/uname_-a",
					     "/uname-a", "/uname.txt" };
	struct kernel_facts *kernel = &facts->kernel;

	for (size_t i = 0; i < ARRAY_SIZE(paths); i++) {
		bool wanted = !kernel->machine;
		char *line;

		if (kernel->release && kernel->machine)
			return;
		line = line_of(facts, paths[i], NULL);
		if (!line || strncmp(line, "Linux ", 6)) {
			free(line);
			continue;
		}
		kernel_take_uname(kernel, line);
		if (wanted && kernel->machine) {
			kernel->machine_source = xstrdup(paths[i]);
			kernel->machine_detail = xstrdup("uname -a");
		}
		free(line);
	}
}

/*
 * The release of the only /boot/config-RELEASE, for the caller to free. NULL if there are several,
 * since any of them may be the running one.
 */
static char *release_of_only_config(void)
{
	struct dirent *entry;
	char *release = NULL;
	size_t count = 0;
	DIR *dir;

	if (reader_list("/boot", &dir))
		return NULL;
	while ((entry = readdir(dir))) {
		if (strncmp(entry->d_name, "config-", 7) || !entry->d_name[7])
			continue;
		if (!count++)
			release = xstrdup(entry->d_name + 7);
	}
	closedir(dir);
	if (count == 1)
		return release;
	free(release);
	return NULL;
}

static void tree_names(struct facts *facts)
{
	struct kernel_facts *kernel = &facts->kernel;
	char *line;

	if (!kernel->release)
		kernel->release = line_of(facts, "/proc/sys/kernel/osrelease", NULL);
	if (!kernel->release) {
		line = line_of(facts, "/proc/version", NULL);
		kernel->release = line ? kernel_version_release(line) : NULL;
		free(line);
	}
	take_uname_file(facts);
	if (!kernel->release)
		kernel->release = bootlog_release();
	if (!kernel->release)
		kernel->release = release_of_only_config();
}

static void take_native_name(struct kernel_facts *kernel)
{
	const char *native = kernel->machine ? machine_native(kernel->machine) : NULL;

	if (native == kernel->machine)
		return;
	free(kernel->machine);
	kernel->machine = xstrdup(native);
}

void observe_kernel(struct facts *facts)
{
	struct kernel_facts *kernel = &facts->kernel;

	/* This file does not depend on the personality (kernel/utsname_sysctl.c, 6.1 and later). */
	if (!kernel->machine)
		kernel->machine = line_of(facts, "/proc/sys/kernel/arch", NULL);
	take_native_name(kernel);
	if (facts->live) {
		live_names(facts);
		/* AT_PAGESZ comes from the kernel; an emulator cannot change it. */
		kernel->page_size = getauxval(AT_PAGESZ);
		kernel->page_size_source = "AT_PAGESZ";
	} else {
		tree_names(facts);
	}
	kernel->cmdline = command_line(facts);
}

void observe_release_of_config(struct facts *facts)
{
	struct kernel_facts *kernel = &facts->kernel;

	if (!kernel->release && *facts->kconfig.version)
		kernel->release = xstrdup(facts->kconfig.version);
	if (!kernel->release && !facts->target_kernel)
		facts_skip(facts, "/proc/sys/kernel/osrelease", ENOENT,
			   "kernel.release kernel.options modules");
}

void observe_other_machine(struct facts *facts)
{
	const struct option_fact *wide = &facts->kconfig.option[KOPT_64BIT];
	const char *name = facts->kernel.machine;

	if (!name || wide->state == OPTION_UNREAD)
		return;
	/*
	 * A 32-bit arm kernel shows the CPU's name ("armv7l"); a 64-bit one shows "armv8l" to
	 * 32-bit tasks.
	 */
	if (wide->state == OPTION_YES && !strncmp(name, "arm", 3)) {
		const char *wide_name = name[strlen(name) - 1] == 'b' ? "aarch64_be" : "aarch64";

		free(facts->kernel.machine);
		facts->kernel.machine = xstrdup(wide_name);
		return;
	}
	for (size_t i = 0; i < ARRAY_SIZE(compat_machines); i++) {
		const char *narrow_name = compat_machines[i].compat;
		const char *wide_name = compat_machines[i].machine;
		bool is_wide = wide->state == OPTION_YES;

		if (strcmp(name, is_wide ? narrow_name : wide_name))
			continue;
		free(facts->kernel.machine);
		facts->kernel.machine = xstrdup(is_wide ? wide_name : narrow_name);
		return;
	}
}
