// SPDX-License-Identifier: GPL-2.0-only
#include "machine-program.h"

#include <elf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../../facts/host.h"
#include "../../lib/array.h"
#include "../../lib/io.h"
#include "../../lib/xalloc.h"
#include "../read/reader.h"
#include "machine-guess.h"

/* Limit of files to examine in one directory. */
#define NAMES_MAX 16

static const struct {
	unsigned int machine;
	const char *wide, *wide_little; /* name for ELFCLASS64; NULL: there is none */
	/* name for ELFCLASS32 if no 64-bit kernel runs such programs; else NULL */
	const char *narrow;
	const char *family;
} elf_machines[] = {
	{ EM_X86_64, "x86_64", "x86_64", "x86_64", NULL },
	{ EM_386, NULL, NULL, NULL, "x86" },
	{ EM_AARCH64, "aarch64_be", "aarch64", NULL, "arm64" },
	{ EM_ARM, NULL, NULL, NULL, "arm" },
	{ EM_MIPS, "mips64", "mips64", NULL, "mips" },
	{ EM_PPC64, "ppc64", "ppc64le", NULL, "powerpc" },
	{ EM_PPC, NULL, NULL, NULL, "powerpc" },
	{ EM_S390, "s390x", NULL, NULL, "s390" },
	{ EM_RISCV, NULL, "riscv64", NULL, "riscv" },
	{ 258 /* EM_LOONGARCH */, NULL, "loongarch64", NULL, NULL },
	{ EM_SPARCV9, "sparc64", NULL, NULL, NULL },
	{ EM_SPARC32PLUS, NULL, NULL, "sparc64", NULL },
	{ EM_PARISC, "parisc64", NULL, NULL, "parisc" },
	{ EM_ALPHA, NULL, "alpha", NULL, NULL },
	{ EM_IA_64, NULL, "ia64", NULL, NULL },
	{ EM_SH, NULL, NULL, "sh", NULL },
	{ EM_68K, NULL, NULL, "m68k", NULL },
	{ 252 /* EM_CSKY */, NULL, NULL, "csky", NULL },
	{ EM_ALTERA_NIOS2, NULL, NULL, "nios2", NULL },
	{ EM_XTENSA, NULL, NULL, "xtensa", NULL },
	{ EM_OPENRISC, NULL, NULL, "openrisc", NULL },
	{ EM_MICROBLAZE, NULL, NULL, "microblaze", NULL },
	{ EM_ARC_COMPACT, NULL, NULL, "arc", NULL },
	{ EM_ARCV2, NULL, NULL, "arc", NULL },
	{ EM_QDSP6, NULL, NULL, "hexagon", NULL },
};

static unsigned long elf_field(const unsigned char *at, size_t size, bool little)
{
	unsigned long value = 0;

	for (size_t i = 0; i < size; i++)
		value = value << 8 | at[little ? size - 1 - i : i];
	return value;
}

struct machine_guess machine_of_elf(const unsigned char header[ELF_HEADER_BYTES])
{
	bool little = header[EI_DATA] == ELFDATA2LSB, wide = header[EI_CLASS] == ELFCLASS64;
	struct machine_guess guess = { 0 };
	unsigned long machine = elf_field(header + 18, 2, little);
	char detail[40];

	if (memcmp(header, ELFMAG, SELFMAG) || (!little && header[EI_DATA] != ELFDATA2MSB) ||
	    (!wide && header[EI_CLASS] != ELFCLASS32))
		return guess;
	/* n32 programs need a 64-bit kernel (EF_MIPS_ABI2). */
	if (machine == EM_MIPS && !wide && elf_field(header + 36, 4, little) & 0x20)
		wide = true;
	snprintf(detail, sizeof(detail), "ELF, %d bits, machine %lu", wide ? 64 : 32, machine);
	for (size_t i = 0; i < ARRAY_SIZE(elf_machines); i++) {
		const char *name;

		if (elf_machines[i].machine != machine)
			continue;
		name = !wide    ? elf_machines[i].narrow
		       : little ? elf_machines[i].wide_little
				: elf_machines[i].wide;
		if (name)
			machine_take_name(&guess, name, detail);
		else if (elf_machines[i].family && !wide)
			machine_take_family(&guess, elf_machines[i].family, detail);
	}
	return guess;
}

/* Examine one file. Returns whether guess has a name now; a family does not end the search. */
static bool look_at_program(struct machine_guess *guess, char **source, const char *path)
{
	unsigned char header[ELF_HEADER_BYTES];
	struct machine_guess found = { 0 };
	int fd = reader_open(path);

	if (fd < 0)
		return false;
	if (io_read(fd, (char *)header, sizeof(header)) == (int)sizeof(header))
		found = machine_of_elf(header);
	close(fd);
	if (!found.detail || (guess->detail && !found.name)) {
		machine_release(&found);
		return false;
	}
	machine_release(guess);
	*guess = found;
	free(*source);
	*source = xstrdup(path);
	return found.name != NULL;
}

static int by_line_text(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Examine the first files of a directory, sorted by name. Returns whether a name was found. */
static bool look_at_programs(struct machine_guess *guess, char **source, const char *path)
{
	char *names[512];
	size_t count = 0, tried = 0;
	struct dirent *entry;
	bool found = false;
	DIR *dir;

	if (reader_list(path, &dir))
		return false;
	while (count < ARRAY_SIZE(names) && (entry = readdir(dir)))
		if (*entry->d_name != '.')
			names[count++] = xstrdup(entry->d_name);
	closedir(dir);
	qsort(names, count, sizeof(*names), by_line_text);
	for (size_t i = 0; i < count; i++) {
		char *file = xasprintf("%s/%s", path, names[i]);

		if (!found && tried++ < NAMES_MAX)
			found = look_at_program(guess, source, file);
		free(file);
		free(names[i]);
	}
	return found;
}

struct machine_guess machine_of_programs(char **source)
{
	static const char *const programs[] = {
		"/bin/sh",      "/bin/busybox", "/sbin/init",    "/usr/bin/sh",
		"/usr/bin/env", "/bin/ls",      "/usr/bin/bash", "/lib/systemd/systemd",
	};
	/* ld-linux-x86-64.so.2, ld-linux-aarch64.so.1 ... are among the first names. */
	static const char *const directories[] = { "/lib64", "/lib",     "/usr/lib64", "/bin",
						   "/sbin",  "/usr/bin", "/usr/sbin",  "/usr/lib" };
	struct machine_guess guess = { 0 };

	for (size_t i = 0; i < ARRAY_SIZE(programs); i++)
		if (look_at_program(&guess, source, programs[i]))
			return guess;
	for (size_t i = 0; i < ARRAY_SIZE(directories); i++)
		if (look_at_programs(&guess, source, directories[i]))
			return guess;
	return guess;
}
