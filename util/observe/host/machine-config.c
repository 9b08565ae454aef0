// SPDX-License-Identifier: GPL-2.0-only
#include "machine-config.h"

#include <string.h>

#include "../../facts/host.h"
#include "../../lib/array.h"
#include "../../lib/xalloc.h"
#include "machine-guess.h"

/*
 * Guess from the header, "# Linux/mips 5.10.132 Kernel Configuration": the file may end before its
 * symbols.
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
	/* CONFIG_64BIT gives the width of these: 64 bits if it is y, 32 bits if it is not set. */
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
		machine_take_family(&guess, "um", "UML");
		return guess;
	}
	for (size_t i = 0; i < ARRAY_SIZE(symbols); i++) {
		if (!kconfig_has_platform(config, symbols[i].symbol))
			continue;
		machine_take_name(&guess, symbols[i].name, kernel_platform_name(symbols[i].symbol));
		return guess;
	}
	for (size_t i = 0; i < ARRAY_SIZE(both); i++) {
		const char *symbol = kernel_platform_name(both[i].symbol);

		if (!kconfig_has_platform(config, both[i].symbol))
			continue;
		if (wide == OPTION_YES)
			machine_take_name(&guess, both[i].wide, symbol);
		else if (wide == OPTION_NO || wide == OPTION_ABSENT)
			machine_take_name(&guess, both[i].narrow, symbol);
		else
			machine_take_family(&guess, both[i].family, symbol);
		return guess;
	}
	if (kconfig_has_platform(config, KPLAT_ARM)) {
		bool old = kconfig_has_platform(config, KPLAT_CPU_32v6) ||
			   kconfig_has_platform(config, KPLAT_CPU_32v5) ||
			   kconfig_has_platform(config, KPLAT_CPU_32v4T) ||
			   kconfig_has_platform(config, KPLAT_CPU_32v4);

		/* __LINUX_ARM_ARCH__ is the oldest version that the kernel supports. */
		if (kconfig_has_platform(config, KPLAT_CPU_32v7) && !old && config->whole)
			machine_take_name(&guess, "armv7l", "CONFIG_CPU_32v7");
		else
			machine_take_family(&guess, "arm", "CONFIG_ARM");
	}
	if (!guess.detail)
		guess_from_header(&guess, config->arch);
	return guess;
}
