// SPDX-License-Identifier: GPL-2.0-only
#include "machine.h"

#include <errno.h>
#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

#include "../../facts/host.h"
#include "../../lib/array.h"
#include "../../lib/xalloc.h"
#include "machine-config.h"
#include "machine-guess.h"
#include "machine-program.h"

/* Does the name of a machine belong to a family? */
static bool is_of_family(const char *name, const char *family)
{
	static const struct {
		const char *family, *pattern;
	} names[] = {
		{ "x86", "i[3-6]86" }, { "x86", "x86_64" },     { "arm", "arm*" },
		{ "arm", "aarch64*" }, { "arm64", "aarch64*" }, { "powerpc", "ppc*" },
		{ "mips", "mips*" },   { "parisc", "parisc*" }, { "riscv", "riscv*" },
		{ "s390", "s390*" },
	};

	for (size_t i = 0; i < ARRAY_SIZE(names); i++)
		if (!strcmp(names[i].family, family) && !fnmatch(names[i].pattern, name, 0))
			return true;
	return false;
}

/* Use the guess unless a stronger one is known. Takes ownership. */
static void consider(struct kernel_facts *kernel, struct machine_guess guess, const char *source)
{
	bool refines = kernel->machine_family && guess.name &&
		       is_of_family(guess.name, kernel->machine_family);

	if (!guess.detail || kernel->machine || (kernel->machine_family && !refines)) {
		machine_release(&guess);
		return;
	}
	free(kernel->machine_source);
	free(kernel->machine_detail);
	kernel->machine = guess.name;
	kernel->machine_family = guess.name ? NULL : guess.family;
	kernel->machine_detail = guess.detail;
	kernel->machine_source = xstrdup(source);
}

/* Move a guess out of an observer's facts. */
static struct machine_guess take_guess(struct machine_guess *from)
{
	struct machine_guess guess = *from;

	memset(from, 0, sizeof(*from));
	return guess;
}

void observe_machine(struct facts *facts)
{
	struct kernel_facts *kernel = &facts->kernel;
	char *source = NULL;

	if (!kernel->machine && facts->kconfig.path)
		consider(kernel, machine_of_config(&facts->kconfig), facts->kconfig.path);
	if (!kernel->machine && !facts->live) {
		struct machine_guess guess = machine_of_programs(&source);

		consider(kernel, guess, source);
		free(source);
	}
	consider(kernel, take_guess(&facts->cpuinfo.machine), "/proc/cpuinfo");
	consider(kernel, take_guess(&facts->bootlog.machine), facts->bootlog.source);
	if (!kernel->machine && !kernel->machine_family)
		facts_skip(facts, "/proc/sys/kernel/arch", ENOENT,
			   "kernel.machine cpu.dcache_aliasing");
}
