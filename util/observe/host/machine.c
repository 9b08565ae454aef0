// SPDX-License-Identifier: GPL-2.0-only
#include "machine.h"

#include <ctype.h>
#include <dirent.h>
#include <elf.h>
#include <errno.h>
#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../../lib/array.h"
#include "../../lib/io.h"
#include "../../lib/strutil.h"
#include "../../lib/xalloc.h"
#include "../read/reader.h"

/* Number of programs whose header is read. A 64-bit program ends the search. */
#define PROGRAMS_MAX 20

/* Number of names in a directory that are tried. */
#define NAMES_MAX 16

void machine_release(struct machine_guess *guess)
{
	free(guess->name);
	free(guess->detail);
	memset(guess, 0, sizeof(*guess));
}

const char *machine_native(const char *name)
{
	if (!strcmp(name, "armv8l"))
		return "aarch64";
	return strcmp(name, "armv8b") ? name : "aarch64_be";
}

/* --- uname -a --- */

static bool is_clock_time(const char *word, size_t length)
{
	return length == 8 && !fnmatch("[0-9][0-9]:[0-9][0-9]:[0-9][0-9]*", word, 0);
}

/* Debian's kernels have "(2025-12-30)" there. */
static bool is_date(const char *word, size_t length)
{
	return length == 12 && !fnmatch("([12][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9])*", word, 0);
}

/* Words between the time and the machine: "UTC", "PM", "+0000", "2025". */
static bool belongs_to_time(const char *word, size_t length)
{
	size_t i = *word == '+' || *word == '-';
	size_t digits = i;

	while (digits < length && isdigit((unsigned char)word[digits]))
		digits++;
	if (digits == length)
		return length > i;
	for (i = 0; i < length; i++)
		if (!isupper((unsigned char)word[i]))
			return false;
	return true;
}

static const char *next_word(const char *text)
{
	text += strcspn(text, " ");
	return text + strspn(text, " ");
}

static char *word_before(const char *line, const char *end)
{
	const char *start;

	while (end > line && end[-1] == ' ')
		end--;
	for (start = end; start > line && start[-1] != ' ';)
		start--;
	return start > line && start < end ? xstrndup(start, end - start) : NULL;
}

char *machine_of_uname(const char *line)
{
	const char *behind = NULL, *tail;

	for (const char *word = line; *word; word = next_word(word)) {
		size_t length = strcspn(word, " ");

		if (is_clock_time(word, length) || is_date(word, length))
			behind = next_word(word);
	}
	while (behind && *behind && belongs_to_time(behind, strcspn(behind, " ")))
		behind = next_word(behind);
	if (behind && *behind)
		return xstrndup(behind, strcspn(behind, " \n"));
	tail = strstr(line, " GNU/Linux");
	return tail ? word_before(line, tail) : NULL;
}

/* --- /proc/cpuinfo --- */

/* The first value of a key, for the caller to free; NULL if no complete line has the key. */
static char *cpuinfo_value(const char *text, const char *key)
{
	size_t length = strlen(key);
	const char *end;

	for (; (end = strchr(text, '\n')); text = end + 1) {
		const char *at = text + length;

		if (strncmp(text, key, length))
			continue;
		at += strspn(at, " \t");
		if (*at != ':')
			continue;
		at++;
		at += strspn(at, " \t");
		while (end > at && isspace((unsigned char)end[-1]))
			end--;
		return xstrndup(at, end - at);
	}
	return NULL;
}

static bool has_key(const char *text, const char *key)
{
	char *value = cpuinfo_value(text, key);

	free(value);
	return value != NULL;
}

static bool has_value(const char *text, const char *key, const char *pattern)
{
	char *value = cpuinfo_value(text, key);
	bool matches = value && !fnmatch(pattern, value, 0);

	free(value);
	return matches;
}

static const char *find_any_key(const char *text, const char *const keys[], size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (has_key(text, keys[i]))
			return keys[i];
	return NULL;
}

static void take_name(struct machine_guess *guess, const char *name, const char *detail)
{
	guess->name = xstrdup(name);
	guess->detail = xstrdup(detail);
}

static void take_family(struct machine_guess *guess, const char *family, const char *detail)
{
	guess->family = family;
	guess->detail = xstrdup(detail);
}

/*
 * Only 32-bit kernels print keys for bugs of early processors (show_cpuinfo_misc() in
 * arch/x86/kernel/cpu/proc.c).
 */
static bool guess_x86(struct machine_guess *guess, const char *text)
{
	static const char *const narrow[] = { "fdiv_bug", "hlt_bug", "f00f_bug", "coma_bug",
					      "sep_bug" };
	static const char *const own[] = { "fpu_exception", "cpuid level", "clflush size" };
	static const char *const vendors[] = { "GenuineIntel", "AuthenticAMD", "HygonGenuine",
					       "CentaurHauls", "CyrixInstead", "GenuineTMx86",
					       "TransmetaCPU", "UMC UMC UMC",  "NexGenDriven",
					       "RiseRiseRise", "SiS SiS SiS",  "Geode by NSC",
					       "Vortex86 SoC", "Shanghai" };
	const char *key = find_any_key(text, narrow, ARRAY_SIZE(narrow));
	char *flags, *vendor;
	bool is_x86 = false;

	if (key) {
		take_name(guess, "i686", key);
		return true;
	}
	vendor = cpuinfo_value(text, "vendor_id");
	for (size_t i = 0; vendor && i < ARRAY_SIZE(vendors); i++)
		is_x86 |= !strcmp(vendor, vendors[i]);
	is_x86 |= find_any_key(text, own, ARRAY_SIZE(own)) != NULL;
	flags = cpuinfo_value(text, "flags");
	/* A CPU without this flag runs 32-bit kernels only; a CPU with it runs both. */
	if (is_x86 && flags && string_has_word(flags, "lm"))
		take_name(guess, "x86_64", "flags: lm, and none of a 32-bit kernel's keys");
	else if (is_x86)
		take_family(guess, "x86", vendor ? vendor : "cpuid level");
	free(vendor);
	free(flags);
	return is_x86;
}

/* "ARMv7 Processor rev 4 (v7l)": elf_platform, the CPU's and never the architecture line's. */
static char *arm_suffix(const char *text)
{
	static const char *const keys[] = { "model name", "Processor" };

	for (size_t i = 0; i < ARRAY_SIZE(keys); i++) {
		char *value = cpuinfo_value(text, keys[i]);
		char *open = value ? strrchr(value, '(') : NULL;
		size_t length = open ? strlen(open) : 0;
		char *suffix = NULL;

		if (length > 3 && open[length - 1] == ')')
			suffix = xstrndup(open + 1, length - 2);
		free(value);
		if (suffix && (*suffix == 'v' || !strncmp(suffix, "aarch64", 7)))
			return suffix;
		free(suffix);
	}
	return NULL;
}

/*
 * Only arm64 prints these keys: c_show() in arch/arm64/kernel/cpuinfo.c, also in vendors' kernels.
 */
static const char *arm64_word(const char *text, const char *suffix)
{
	if (suffix && (!strncmp(suffix, "v8", 2) || !strncmp(suffix, "aarch64", 7)))
		return "the processor's name";
	if (has_value(text, "Processor", "AArch64*"))
		return "Processor: AArch64";
	if (has_value(text, "CPU architecture", "8") ||
	    has_value(text, "CPU architecture", "AArch64"))
		return "CPU architecture: 8";
	if (has_value(text, "Features", "*asimd*"))
		return "Features: asimd";
	return NULL;
}

/*
 * A name from proc_arch[] in arch/arm/kernel/setup.c. "7" is ambiguous: an ARM1176, which is a v6,
 * says it, too. cacheid_init() uses the other entries.
 */
static void take_arm_architecture(struct machine_guess *guess, const char *version)
{
	char lower[8] = "", *name;

	for (size_t i = 0; i < sizeof(lower) - 1 && version[i]; i++)
		lower[i] = tolower((unsigned char)version[i]);
	if (!strcmp(lower, "6tej"))
		strcpy(lower, "6");
	if (!strcmp(lower, "7") || !strchr("34567", lower[0]) || !lower[0]) {
		take_family(guess, "arm", version);
		return;
	}
	name = xasprintf("armv%sl", lower);
	take_name(guess, name, version);
	free(name);
}

static bool guess_arm(struct machine_guess *guess, const char *text)
{
	static const char *const own[] = { "CPU implementer", "CPU part", "CPU variant" };
	char *suffix = arm_suffix(text), *architecture = cpuinfo_value(text, "CPU architecture");
	const char *word = arm64_word(text, suffix), *key;
	bool big = suffix && suffix[strlen(suffix) - 1] == 'b';

	if (word) {
		take_name(guess, big ? "aarch64_be" : "aarch64", word);
	} else if (suffix && strchr("34567", suffix[1])) {
		char *name = xasprintf("arm%s", suffix);

		take_name(guess, name, suffix);
		free(name);
	} else if (has_value(text, "Processor", "*sa1[01]*") ||
		   has_value(text, "Processor", "StrongARM*")) {
		take_name(guess, "armv4l", "Processor: StrongARM");
	} else if (architecture) {
		take_arm_architecture(guess, architecture);
	} else {
		key = find_any_key(text, own, ARRAY_SIZE(own));
		if (key)
			take_family(guess, "arm", key);
	}
	free(suffix);
	free(architecture);
	return guess->detail;
}

/*
 * "cpu model : R5000 V2.1  FPU V1.0" (arch/mips/kernel/proc.c). loongarch has no such key, alpha no
 * version.
 */
static bool guess_mips(struct machine_guess *guess, const char *text)
{
	static const char *const own[] = { "ASEs implemented",      "VCED exceptions",
					   "VCEI exceptions",       "shadow register sets",
					   "Options implemented",   "microsecond timers",
					   "extra interrupt vector" };
	const char *key = find_any_key(text, own, ARRAY_SIZE(own));

	if (!key && has_value(text, "cpu model", "* V[0-9]*.[0-9]*"))
		key = "cpu model";
	if (!key && has_value(text, "isa", "mips[0-9]*"))
		key = "isa";
	if (key)
		take_family(guess, "mips", key);
	return key;
}

/* Keys that powerpc prints, pvr among them; 2.4 printed fewer. */
static bool guess_powerpc(struct machine_guess *guess, const char *text)
{
	static const char *const own[] = { "pmac-generation", "detected as", "pmac flags" };
	static const char *const wide_platforms[] = { "pSeries", "PowerNV", "Maple", "Cell",
						      "PS3" };
	const char *key = find_any_key(text, own, ARRAY_SIZE(own));

	if (has_value(text, "cpu", "POWER[5-9]*") || has_value(text, "cpu", "POWER1[0-9]*") ||
	    has_value(text, "MMU", "Radix") || has_value(text, "MMU", "Hash")) {
		take_name(guess, "ppc64", "cpu or MMU");
		return true;
	}
	for (size_t i = 0; i < ARRAY_SIZE(wide_platforms); i++)
		if (has_value(text, "platform", wide_platforms[i])) {
			take_name(guess, "ppc64", "platform");
			return true;
		}
	if (!key && (has_value(text, "revision", "*(pvr *") || has_value(text, "cpu", "PPC970*") ||
		     has_value(text, "cpu", "*altivec supported*")))
		key = "revision";
	/* 32-bit CPUs: 405, 603, 740/750, 7447A, 8xx. */
	if (key && has_value(text, "cpu", "[4678][0-9x][0-9x]*"))
		take_name(guess, "ppc", "cpu");
	else if (key)
		take_family(guess, "powerpc", key);
	return key;
}

static bool guess_sparc(struct machine_guess *guess, const char *text)
{
	static const char *const wide[] = { "MMU Type", "D$ parity tl1", "pmu", "Cpu0ClkTck" };
	const char *key;

	if (has_value(text, "type", "sun4[uv]")) {
		take_name(guess, "sparc64", "type");
		return true;
	}
	if (has_value(text, "type", "sun4*") || has_value(text, "type", "Leon*")) {
		take_name(guess, "sparc", "type");
		return true;
	}
	key = find_any_key(text, wide, ARRAY_SIZE(wide));
	if (key && has_key(text, "fpu"))
		take_name(guess, "sparc64", key);
	else if (has_key(text, "MMU type"))
		take_name(guess, "sparc", "MMU type");
	return guess->detail;
}

/* One pattern tells the name. */
static const struct {
	const char *key, *pattern, *name;
} plain_keys[] = {
	{ "CPU Family", "Loongson-64bit", "loongarch64" },
	{ "cpu family", "Loongson-64bit", "loongarch64" },
	{ "ISA", "*loongarch64*", "loongarch64" },
	{ "cpu", "Alpha", "alpha" },
	{ "cpu variation", "*", "alpha" },
	{ "system variation", "*", "alpha" },
	{ "page size [bytes]", "*", "alpha" },
	{ "arch", "IA-64", "ia64" },
	{ "archrev", "*", "ia64" },
	{ "itc MHz", "*", "ia64" },
	{ "isa", "rv64*", "riscv64" },
	{ "isa", "rv32*", "riscv32" },
	{ "CPU-Family", "MicroBlaze", "microblaze" },
	{ "FPGA-Arch", "*", "microblaze" },
	{ "cpu", "OpenRISC*", "openrisc" },
	{ "cpu architecture", "OpenRISC*", "openrisc" },
	{ "CPU", "Nios II*", "nios2" },
	{ "CPU", "68[0-9][0-9][0-9]*", "m68k" },
	{ "CPU", "COLDFIRE*", "m68k" },
	{ "MMU", "68[0-9][0-9][0-9]*", "m68k" },
	{ "MMU", "Sun-3", "m68k" },
	{ "C-SKY CPU", "*", "csky" },
	{ "CPU model", "C-SKY*", "csky" },
	{ "model name", "Hexagon*", "hexagon" },
	{ "IDENTITY", "ARCVER*", "arc" },
	{ "vendor_id", "Tensilica", "xtensa" },
	{ "core ID", "*", "xtensa" },
	{ "cpu type", "SH[0-9]*", "sh" },
	{ "cpu family", "sh[0-9]*", "sh" },
	{ "cpu family", "SH-[0-9]*", "sh" },
	{ "cpu", "TI UltraSparc*", "sparc64" },
};

/*
 * Only the family: the firmware reports the capabilities, and s390 lists features since 2.6 only.
 */
static const struct {
	const char *key, *pattern, *family;
} family_keys[] = {
	{ "vendor_id", "User Mode Linux", "um" }, { "cpu family", "PA-RISC*", "parisc" },
	{ "cpu", "PA[78][0-9]*", "parisc" },      { "vendor_id", "IBM/S390", "s390" },
	{ "bogomips per cpu", "*", "s390" },      { "hart", "*", "riscv" },
};

static bool guess_plainly(struct machine_guess *guess, const char *text)
{
	/* Bit 2 of STFL, "z/Architecture is active": setup_hwcaps() in arch/s390. */
	if (has_value(text, "features", "*zarch*") && has_key(text, "bogomips per cpu")) {
		take_name(guess, "s390x", "features: zarch");
		return true;
	}
	for (size_t i = 0; i < ARRAY_SIZE(plain_keys); i++)
		if (has_value(text, plain_keys[i].key, plain_keys[i].pattern)) {
			take_name(guess, plain_keys[i].name, plain_keys[i].key);
			return true;
		}
	for (size_t i = 0; i < ARRAY_SIZE(family_keys); i++)
		if (has_value(text, family_keys[i].key, family_keys[i].pattern)) {
			take_family(guess, family_keys[i].family, family_keys[i].key);
			return true;
		}
	return false;
}

struct machine_guess machine_of_cpuinfo(const char *text)
{
	/* The order matters: alpha, ia64 and loongarch share keys with later entries. */
	static bool (*const guesses[])(struct machine_guess *, const char *) = {
		guess_plainly, guess_x86, guess_mips, guess_powerpc, guess_sparc, guess_arm,
	};
	struct machine_guess guess = { 0 };

	for (size_t i = 0; i < ARRAY_SIZE(guesses); i++)
		if (guesses[i](&guess, text))
			break;
	return guess;
}

/* --- the boot log --- */

/* "CPU: ARMv6-compatible processor [410fb767] revision 7 (ARMv7), cr=00c5387d" */
static void guess_arm_log(struct machine_guess *guess, const char *message)
{
	const char *name = message + 5, *open = strstr(name, "] revision "), *version;
	char *copy;

	version = open ? strstr(open, "(ARMv") : NULL;
	if (!version || !strstr(version, "), cr="))
		return;
	if (!strncmp(name, "ARMv7-M", 7)) {
		take_name(guess, "armv7ml", "ARMv7-M");
	} else if (!strncmp(name, "ARMv7 ", 6)) {
		take_name(guess, "armv7l", "ARMv7");
	} else if (!strncmp(name, "ARMv6", 5)) {
		take_name(guess, "armv6l", "ARMv6");
	} else {
		version += 5;
		copy = xstrndup(version, strcspn(version, ")"));
		take_arm_architecture(guess, copy);
		free(copy);
	}
}

struct machine_guess machine_of_log(const char *message)
{
	struct machine_guess guess = { 0 };

	if (!strncmp(message, "CPU: ", 5))
		guess_arm_log(&guess, message);
	else if (!fnmatch("CPU[0-9] revision is: *(*)*", message, 0) ||
		 !fnmatch("CPU revision is: *", message, 0))
		take_family(&guess, "mips", "CPU revision");
	else if (!fnmatch("Primary data cache *kB, *VIPT, *", message, 0))
		take_family(&guess, "mips", "Primary data cache");
	else if (!fnmatch("D-Cache*: *K, *way/set, *B Line*", message, 0))
		take_name(&guess, "arc", "D-Cache");
	else if (!fnmatch("Booting Linux on physical CPU 0x* \\[0x*\\]*", message, 0))
		take_name(&guess, "aarch64", "Booting Linux on physical CPU");
	else if (!strncmp(message, "BIOS-e820: ", 11))
		take_family(&guess, "x86", "BIOS-e820");
	return guess;
}

/* --- programs --- */

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
			take_name(&guess, name, detail);
		else if (elf_machines[i].family && !wide)
			take_family(&guess, elf_machines[i].family, detail);
	}
	return guess;
}

/* Examine one file. Returns whether guess has a name now; after a family the search goes on. */
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

/* Examine the first names, sorted, of a large directory. Returns whether a name was found. */
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

static struct machine_guess guess_from_programs(char **source)
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

/* --- the configuration --- */

/*
 * The header, for a file that was cut before its symbols: "# Linux/mips 5.10.132 Kernel
 * Configuration".
 */
static void guess_from_header(struct machine_guess *guess, const char *arch)
{
	static const struct {
		const char *arch, *name, *family;
	} archs[] = {
		{ "arm64", "aarch64", NULL },
		{ "x86_64", "x86_64", NULL },
		{ "i386", "i686", NULL },
		{ "sparc64", "sparc64", NULL },
		{ "loongarch", "loongarch64", NULL },
		{ "alpha", "alpha", NULL },
		{ "ia64", "ia64", NULL },
		{ "arc", "arc", NULL },
		{ "csky", "csky", NULL },
		{ "hexagon", "hexagon", NULL },
		{ "m68k", "m68k", NULL },
		{ "microblaze", "microblaze", NULL },
		{ "nios2", "nios2", NULL },
		{ "openrisc", "openrisc", NULL },
		{ "sh", "sh", NULL },
		{ "xtensa", "xtensa", NULL },
		{ "parisc64", "parisc64", NULL },
		{ "um", NULL, "um" },
		{ "x86", NULL, "x86" },
		{ "arm", NULL, "arm" },
		{ "mips", NULL, "mips" },
		{ "parisc", NULL, "parisc" },
		{ "powerpc", NULL, "powerpc" },
		{ "riscv", NULL, "riscv" },
		{ "s390", NULL, "s390" },
	};

	for (size_t i = 0; i < ARRAY_SIZE(archs); i++)
		if (!strcmp(archs[i].arch, arch)) {
			guess->name = xstrdup(archs[i].name);
			guess->family = archs[i].family;
			guess->detail = xasprintf("Linux/%s in its header", arch);
		}
}

struct machine_guess machine_of_config(const struct kconfig_facts *config)
{
	/* The first symbol that is set counts. A symbol comes before those that it selects. */
	static const struct {
		enum kernel_platform symbol;
		const char *name;
	} symbols[] = {
		{ KPLAT_X86_64, "x86_64" },
		{ KPLAT_X86_32, "i686" },
		{ KPLAT_ARM64, "aarch64" },
		{ KPLAT_PPC64, "ppc64" },
		{ KPLAT_PPC32, "ppc" },
		{ KPLAT_LOONGARCH, "loongarch64" },
		{ KPLAT_SPARC64, "sparc64" },
		{ KPLAT_SPARC32, "sparc" },
		{ KPLAT_ALPHA, "alpha" },
		{ KPLAT_IA64, "ia64" },
		{ KPLAT_ARC, "arc" },
		{ KPLAT_CSKY, "csky" },
		{ KPLAT_HEXAGON, "hexagon" },
		{ KPLAT_M68K, "m68k" },
		{ KPLAT_MICROBLAZE, "microblaze" },
		{ KPLAT_NIOS2, "nios2" },
		{ KPLAT_OPENRISC, "openrisc" },
		{ KPLAT_SUPERH, "sh" },
		{ KPLAT_XTENSA, "xtensa" },
		{ KPLAT_CPU_V7M, "armv7ml" },
	};
	/* CONFIG_64BIT tells the width of these: y is 64 bits, "is not set" is 32 bits. */
	static const struct {
		enum kernel_platform symbol;
		const char *wide, *narrow, *family;
	} both[] = {
		{ KPLAT_MIPS, "mips64", "mips", "mips" },
		{ KPLAT_PARISC, "parisc64", "parisc", "parisc" },
		{ KPLAT_RISCV, "riscv64", "riscv32", "riscv" },
		{ KPLAT_S390, "s390x", "s390", "s390" },
		{ KPLAT_X86, "x86_64", "i686", "x86" },
		{ KPLAT_PPC, "ppc64", "ppc", "powerpc" },
	};
	enum option_state wide = config->option[KOPT_64BIT].state;
	struct machine_guess guess = { 0 };

	if (config->option[KOPT_UML].state == OPTION_YES) {
		take_family(&guess, "um", "UML");
		return guess;
	}
	for (size_t i = 0; i < ARRAY_SIZE(symbols); i++) {
		if (!kconfig_has_platform(config, symbols[i].symbol))
			continue;
		take_name(&guess, symbols[i].name, kernel_platform_name(symbols[i].symbol));
		return guess;
	}
	for (size_t i = 0; i < ARRAY_SIZE(both); i++) {
		const char *symbol = kernel_platform_name(both[i].symbol);

		if (!kconfig_has_platform(config, both[i].symbol))
			continue;
		if (wide == OPTION_YES)
			take_name(&guess, both[i].wide, symbol);
		else if (wide == OPTION_NO || wide == OPTION_ABSENT)
			take_name(&guess, both[i].narrow, symbol);
		else
			take_family(&guess, both[i].family, symbol);
		return guess;
	}
	if (kconfig_has_platform(config, KPLAT_ARM)) {
		bool old = kconfig_has_platform(config, KPLAT_CPU_32v6) ||
			   kconfig_has_platform(config, KPLAT_CPU_32v5) ||
			   kconfig_has_platform(config, KPLAT_CPU_32v4T) ||
			   kconfig_has_platform(config, KPLAT_CPU_32v4);

		/* __LINUX_ARM_ARCH__ is the oldest version that the kernel supports. */
		if (kconfig_has_platform(config, KPLAT_CPU_32v7) && !old && config->whole)
			take_name(&guess, "armv7l", "CONFIG_CPU_32v7");
		else
			take_family(&guess, "arm", "CONFIG_ARM");
	}
	if (!guess.detail)
		guess_from_header(&guess, config->arch);
	return guess;
}

/* --- all of them --- */

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
		struct machine_guess guess = guess_from_programs(&source);

		consider(kernel, guess, source);
		free(source);
	}
	consider(kernel, take_guess(&facts->cpuinfo.machine), "/proc/cpuinfo");
	consider(kernel, take_guess(&facts->bootlog.machine), facts->bootlog.source);
	if (!kernel->machine && !kernel->machine_family)
		facts_skip(facts, "/proc/sys/kernel/arch", ENOENT,
			   "kernel.machine cpu.dcache_aliasing");
}
