// SPDX-License-Identifier: GPL-2.0-only
#include "machine-cpuinfo.h"

#include <ctype.h>
#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

#include "../../facts/host.h"
#include "../../lib/array.h"
#include "../../lib/strutil.h"
#include "../../lib/xalloc.h"
#include "machine-guess.h"

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
		machine_take_name(guess, "i686", key);
		return true;
	}
	vendor = cpuinfo_value(text, "vendor_id");
	for (size_t i = 0; vendor && i < ARRAY_SIZE(vendors); i++)
		is_x86 |= !strcmp(vendor, vendors[i]);
	is_x86 |= find_any_key(text, own, ARRAY_SIZE(own)) != NULL;
	flags = cpuinfo_value(text, "flags");
	/* A CPU without this flag runs 32-bit kernels only; a CPU with it runs both. */
	if (is_x86 && flags && string_has_word(flags, "lm"))
		machine_take_name(guess, "x86_64", "flags: lm, and none of a 32-bit kernel's keys");
	else if (is_x86)
		machine_take_family(guess, "x86", vendor ? vendor : "cpuid level");
	free(vendor);
	free(flags);
	return is_x86;
}

/*
 * The text in parentheses in "ARMv7 Processor rev 4 (v7l)", for the caller to free. This is
 * elf_platform, which describes the CPU; it is independent of the line "CPU architecture".
 */
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
 * The text that shows an arm64 kernel, or NULL. Only arm64 prints such values, vendors' kernels
 * included: c_show() in arch/arm64/kernel/cpuinfo.c.
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
 * also shows "7". cacheid_init() uses the other entries.
 */
void machine_take_arm_version(struct machine_guess *guess, const char *version)
{
	char lower[8] = "", *name;

	for (size_t i = 0; i < sizeof(lower) - 1 && version[i]; i++)
		lower[i] = tolower((unsigned char)version[i]);
	if (!strcmp(lower, "6tej"))
		strcpy(lower, "6");
	if (!strcmp(lower, "7") || !strchr("34567", lower[0]) || !lower[0]) {
		machine_take_family(guess, "arm", version);
		return;
	}
	name = xasprintf("armv%sl", lower);
	machine_take_name(guess, name, version);
	free(name);
}

static bool guess_arm(struct machine_guess *guess, const char *text)
{
	static const char *const own[] = { "CPU implementer", "CPU part", "CPU variant" };
	char *suffix = arm_suffix(text), *architecture = cpuinfo_value(text, "CPU architecture");
	const char *word = arm64_word(text, suffix), *key;
	bool big = suffix && suffix[strlen(suffix) - 1] == 'b';

	if (word) {
		machine_take_name(guess, big ? "aarch64_be" : "aarch64", word);
	} else if (suffix && strchr("34567", suffix[1])) {
		char *name = xasprintf("arm%s", suffix);

		machine_take_name(guess, name, suffix);
		free(name);
	} else if (has_value(text, "Processor", "*sa1[01]*") ||
		   has_value(text, "Processor", "StrongARM*")) {
		machine_take_name(guess, "armv4l", "Processor: StrongARM");
	} else if (architecture) {
		machine_take_arm_version(guess, architecture);
	} else {
		key = find_any_key(text, own, ARRAY_SIZE(own));
		if (key)
			machine_take_family(guess, "arm", key);
	}
	free(suffix);
	free(architecture);
	return guess->detail;
}

/*
 * "cpu model : R5000 V2.1  FPU V1.0" (arch/mips/kernel/proc.c). loongarch does not print this key;
 * alpha prints no version in it.
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
		machine_take_family(guess, "mips", key);
	return key;
}

/* powerpc prints these keys, and the pvr in "revision". Linux 2.4 printed fewer of them. */
static bool guess_powerpc(struct machine_guess *guess, const char *text)
{
	static const char *const own[] = { "pmac-generation", "detected as", "pmac flags" };
	static const char *const wide_platforms[] = { "pSeries", "PowerNV", "Maple", "Cell",
						      "PS3" };
	const char *key = find_any_key(text, own, ARRAY_SIZE(own));

	if (has_value(text, "cpu", "POWER[5-9]*") || has_value(text, "cpu", "POWER1[0-9]*") ||
	    has_value(text, "MMU", "Radix") || has_value(text, "MMU", "Hash")) {
		machine_take_name(guess, "ppc64", "cpu or MMU");
		return true;
	}
	for (size_t i = 0; i < ARRAY_SIZE(wide_platforms); i++)
		if (has_value(text, "platform", wide_platforms[i])) {
			machine_take_name(guess, "ppc64", "platform");
			return true;
		}
	if (!key && (has_value(text, "revision", "*(pvr *") || has_value(text, "cpu", "PPC970*") ||
		     has_value(text, "cpu", "*altivec supported*")))
		key = "revision";
	/* 32-bit CPUs: 405, 603, 740/750, 7447A, 8xx. */
	if (key && has_value(text, "cpu", "[4678][0-9x][0-9x]*"))
		machine_take_name(guess, "ppc", "cpu");
	else if (key)
		machine_take_family(guess, "powerpc", key);
	return key;
}

static bool guess_sparc(struct machine_guess *guess, const char *text)
{
	static const char *const wide[] = { "MMU Type", "D$ parity tl1", "pmu", "Cpu0ClkTck" };
	const char *key;

	if (has_value(text, "type", "sun4[uv]")) {
		machine_take_name(guess, "sparc64", "type");
		return true;
	}
	if (has_value(text, "type", "sun4*") || has_value(text, "type", "Leon*")) {
		machine_take_name(guess, "sparc", "type");
		return true;
	}
	key = find_any_key(text, wide, ARRAY_SIZE(wide));
	if (key && has_key(text, "fpu"))
		machine_take_name(guess, "sparc64", key);
	else if (has_key(text, "MMU type"))
		machine_take_name(guess, "sparc", "MMU type");
	return guess->detail;
}

/* Keys that give the name of the machine if the value matches the pattern. */
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
 * Keys that give only the family. On parisc the firmware, not the kernel, reports the capabilities;
 * s390 lists features only since 2.6.
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
		machine_take_name(guess, "s390x", "features: zarch");
		return true;
	}
	for (size_t i = 0; i < ARRAY_SIZE(plain_keys); i++)
		if (has_value(text, plain_keys[i].key, plain_keys[i].pattern)) {
			machine_take_name(guess, plain_keys[i].name, plain_keys[i].key);
			return true;
		}
	for (size_t i = 0; i < ARRAY_SIZE(family_keys); i++)
		if (has_value(text, family_keys[i].key, family_keys[i].pattern)) {
			machine_take_family(guess, family_keys[i].family, family_keys[i].key);
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
