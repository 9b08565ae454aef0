// SPDX-License-Identifier: GPL-2.0-only
/*
 * The architecture table. Kernel sources compared: 5.10.262, 6.1.192, 6.12.117
 * and 7.3-rc7; what can be built was computed with the kernel's own Kconfig.
 */
#include "arch.h"

#include <fnmatch.h>
#include <string.h>

#include "../lib/array.h"
#include "device-class.h"

#define CLASSES_X86   (CLASS_NFIT | CLASS_E820 | CLASS_VIRTIO | CLASS_CXL | CLASS_HMEM)
#define CLASSES_ARM64 (CLASS_NFIT | CLASS_VIRTIO | CLASS_OF | CLASS_CXL | CLASS_HMEM)
#define CLASSES_PPC64 (CLASS_PAPR | CLASS_VIRTIO | CLASS_OF)
#define CLASSES_RISCV (CLASS_NFIT | CLASS_VIRTIO | CLASS_OF | CLASS_CXL | CLASS_HMEM)
#define CLASSES_LOONG (CLASS_VIRTIO | CLASS_OF | CLASS_CXL | CLASS_HMEM)
#define CLASSES_DT    (CLASS_VIRTIO | CLASS_OF)

/* SHMLBA of asm/shmparam.h where it is a constant; asm/parisc: SHM_COLOUR */
#define SPAN_PARISC  (4UL << 20)
#define SPAN_SPARC64 16384UL

static const struct arch rows[] = {
	/* 64-bit, never aliasing, everything can be built */
	{ .name = "x86", .machines = "x86_64", .bits = 64, .alias = ALIAS_NEVER,
	  .zone_device = BUILD_YES, .libnvdimm = BUILD_YES, .page_size = 4096,
	  .classes = CLASSES_X86 },
	/* armv8l is what it tells a 32-bit task: a 32-bit kernel says armv7l on the same CPU */
	{ .name = "arm64", .machines = "aarch64 aarch64_be arm64 armv8*", .bits = 64, .alias = ALIAS_NEVER,
	  .zone_device = BUILD_YES, .libnvdimm = BUILD_YES, .classes = CLASSES_ARM64 },
	/* Book3S, not Book3E; ACPI_NFIT (asks for ARCH_HAS_PMEM_API) has no ACPI here */
	{ .name = "powerpc", .machines = "ppc64 ppc64le", .bits = 64, .alias = ALIAS_NEVER,
	  .zone_device = BUILD_SOME, .libnvdimm = BUILD_YES, .classes = CLASSES_PPC64 },
	/* ZONE_DEVICE came between 6.1 and 6.12, on s390 between 6.12 and 7.3 */
	{ .name = "riscv", .machines = "riscv64", .bits = 64, .alias = ALIAS_NEVER,
	  .zone_device = BUILD_SOME, .libnvdimm = BUILD_YES, .page_size = 4096,
	  .classes = CLASSES_RISCV },
	/* colours every shared mapping by SHMLBA (64 KiB) though its caches do not alias */
	{ .name = "loongarch", .machines = "loongarch64", .bits = 64, .alias = ALIAS_NEVER,
	  .zone_device = BUILD_SOME, .libnvdimm = BUILD_YES, .classes = CLASSES_LOONG },
	{ .name = "s390", .machines = "s390x", .bits = 64, .alias = ALIAS_NEVER,
	  .zone_device = BUILD_SOME, .libnvdimm = BUILD_YES, .page_size = 4096,
	  .classes = CLASS_VIRTIO },

	/* never aliasing, without ZONE_DEVICE */
	{ .name = "x86", .machines = "i386 i486 i586 i686", .bits = 32, .alias = ALIAS_NEVER,
	  .zone_device = BUILD_NO, .libnvdimm = BUILD_SOME, .page_size = 4096,
	  .classes = CLASS_E820 | CLASS_VIRTIO },
	{ .name = "um", .machines = "", .alias = ALIAS_NEVER, .zone_device = BUILD_NO,
	  .libnvdimm = BUILD_YES, .page_size = 4096, .classes = CLASS_VIRTIO },
	{ .name = "alpha", .machines = "alpha", .bits = 64, .alias = ALIAS_NEVER,
	  .zone_device = BUILD_NO, .libnvdimm = BUILD_YES, .page_size = 8192,
	  .classes = CLASS_VIRTIO },
	{ .name = "ia64", .machines = "ia64", .bits = 64, .alias = ALIAS_NEVER,
	  .zone_device = BUILD_NO, .libnvdimm = BUILD_YES, .classes = CLASS_VIRTIO },
	{ .name = "powerpc", .machines = "ppc ppcle", .bits = 32, .alias = ALIAS_NEVER,
	  .zone_device = BUILD_NO, .libnvdimm = BUILD_SOME, .classes = CLASSES_DT },
	{ .name = "riscv", .machines = "riscv32", .bits = 32, .alias = ALIAS_NEVER,
	  .zone_device = BUILD_NO, .libnvdimm = BUILD_NO, .page_size = 4096,
	  .classes = CLASSES_DT },
	{ .name = "s390", .machines = "s390", .bits = 32, .alias = ALIAS_NEVER,
	  .zone_device = BUILD_NO, .libnvdimm = BUILD_NO, .page_size = 4096,
	  .classes = CLASS_VIRTIO },
	/* selects the symbol for its instruction cache in 7.3; VIPT-aliasing ARC700 panics at boot.
	 * Colours shared mappings whatever the cache is. */
	{ .name = "arc", .machines = "arc arceb arcv2", .bits = 32, .alias = ALIAS_NEVER, .selects = true,
	  .zone_device = BUILD_NO, .libnvdimm = BUILD_SOME, .classes = CLASSES_DT },
	{ .name = "hexagon", .machines = "hexagon", .bits = 32, .alias = ALIAS_NEVER,
	  .zone_device = BUILD_NO, .libnvdimm = BUILD_NO, .classes = CLASSES_DT },
	{ .name = "microblaze", .machines = "microblaze microblazeel", .bits = 32,
	  .alias = ALIAS_NEVER, .zone_device = BUILD_NO, .libnvdimm = BUILD_NO,
	  .page_size = 4096, .classes = CLASSES_DT },
	{ .name = "openrisc", .machines = "openrisc or1k", .bits = 32, .alias = ALIAS_NEVER,
	  .zone_device = BUILD_NO, .libnvdimm = BUILD_NO, .page_size = 8192,
	  .classes = CLASSES_DT },
	/* __CACHEID_ARCH_MIN masks VIVT and VIPT aliasing away; uname -m names the CPU */
	{ .name = "arm", .machines = "armv7*", .bits = 32, .alias = ALIAS_NEVER,
	  .selects = true, .colour = COLOUR_EXACT, .zone_device = BUILD_NO,
	  .libnvdimm = BUILD_SOME, .page_size = 4096, .classes = CLASSES_DT },

	/* decided by the CPU at boot */
	{ .name = "arm", .machines = "armv6*", .bits = 32, .alias = ALIAS_ARM, .selects = true,
	  .colour = COLOUR_EXACT, .zone_device = BUILD_NO, .libnvdimm = BUILD_NO,
	  .page_size = 4096, .span_pages = 4, .classes = CLASSES_DT },
	{ .name = "mips", .machines = "mips64", .bits = 64, .alias = ALIAS_MIPS, .selects = true,
	  .colour = COLOUR_EXACT, .zone_device = BUILD_NO, .libnvdimm = BUILD_YES,
	  .classes = CLASSES_DT },
	/* XPA and Alchemy have 64-bit physical addresses */
	{ .name = "mips", .machines = "mips", .bits = 32, .alias = ALIAS_MIPS, .selects = true,
	  .colour = COLOUR_EXACT, .zone_device = BUILD_NO, .libnvdimm = BUILD_SOME,
	  .classes = CLASSES_DT },
	{ .name = "sparc", .machines = "sparc", .bits = 32, .alias = ALIAS_SPARC32,
	  .selects = true, .colour = COLOUR_EXACT, .zone_device = BUILD_NO,
	  .libnvdimm = BUILD_NO, .page_size = 4096, .classes = CLASSES_DT },

	/* decided when the kernel was built */
	{ .name = "nios2", .machines = "nios2", .bits = 32, .alias = ALIAS_NIOS2, .selects = true,
	  .zone_device = BUILD_NO, .libnvdimm = BUILD_NO, .page_size = 4096,
	  .classes = CLASSES_DT },
	{ .name = "xtensa", .machines = "xtensa", .bits = 32, .alias = ALIAS_XTENSA,
	  .selects = true, .colour = COLOUR_EXACT, .zone_device = BUILD_NO,
	  .libnvdimm = BUILD_NO, .page_size = 4096, .classes = CLASSES_DT },

	/* always aliasing, as the kernel defines it */
	{ .name = "arm", .machines = "armv[2-5]*", .bits = 32, .alias = ALIAS_ALWAYS,
	  .selects = true, .colour = COLOUR_REFUSES, .zone_device = BUILD_NO,
	  .libnvdimm = BUILD_NO, .page_size = 4096, .classes = CLASSES_DT },
	{ .name = "csky", .machines = "csky", .bits = 32, .alias = ALIAS_ALWAYS, .selects = true,
	  .colour = COLOUR_REFUSES, .zone_device = BUILD_NO, .libnvdimm = BUILD_NO,
	  .page_size = 4096, .span_pages = 4, .classes = CLASSES_DT },
	{ .name = "m68k", .machines = "m68k", .bits = 32, .alias = ALIAS_ALWAYS, .selects = true,
	  .zone_device = BUILD_NO, .libnvdimm = BUILD_NO, .classes = CLASS_VIRTIO },
	{ .name = "parisc", .machines = "parisc64", .bits = 64, .alias = ALIAS_ALWAYS,
	  .selects = true, .colour = COLOUR_REFUSES, .zone_device = BUILD_NO,
	  .libnvdimm = BUILD_YES, .span = SPAN_PARISC, .classes = CLASS_VIRTIO },
	{ .name = "parisc", .machines = "parisc", .bits = 32, .alias = ALIAS_ALWAYS,
	  .selects = true, .colour = COLOUR_REFUSES, .zone_device = BUILD_NO,
	  .libnvdimm = BUILD_NO, .span = SPAN_PARISC, .classes = CLASS_VIRTIO },
	/* n_aliases is not consulted */
	{ .name = "sh", .machines = "sh sh[0-9]*", .bits = 32, .alias = ALIAS_ALWAYS,
	  .selects = true, .colour = COLOUR_REFUSES, .zone_device = BUILD_NO,
	  .libnvdimm = BUILD_NO, .classes = CLASSES_DT },
	{ .name = "sparc", .machines = "sparc64", .bits = 64, .alias = ALIAS_ALWAYS,
	  .selects = true, .colour = COLOUR_REFUSES, .zone_device = BUILD_NO,
	  .libnvdimm = BUILD_YES, .page_size = 8192, .span = SPAN_SPARC64,
	  .classes = CLASSES_DT },
};

/*
 * Where a tree does not tell which of several machines it is of: what holds for
 * every one of them, so that no answer is firmer than with the name. The row of
 * arm holds for arm64, too, which runs arm's programs.
 */
static const struct arch families[] = {
	{ .name = "x86", .alias = ALIAS_NEVER, .zone_device = BUILD_SOME, .libnvdimm = BUILD_YES,
	  .page_size = 4096, .classes = CLASSES_X86 },
	{ .name = "powerpc", .alias = ALIAS_NEVER, .zone_device = BUILD_SOME,
	  .libnvdimm = BUILD_YES, .classes = CLASSES_PPC64 },
	{ .name = "riscv", .alias = ALIAS_NEVER, .zone_device = BUILD_SOME, .libnvdimm = BUILD_YES,
	  .page_size = 4096, .classes = CLASSES_RISCV },
	{ .name = "s390", .alias = ALIAS_NEVER, .zone_device = BUILD_SOME, .libnvdimm = BUILD_YES,
	  .page_size = 4096, .classes = CLASS_VIRTIO },
	{ .name = "arm64", .alias = ALIAS_NEVER, .zone_device = BUILD_SOME,
	  .libnvdimm = BUILD_YES, .classes = CLASSES_ARM64 },
	{ .name = "arm", .alias = ALIAS_ARM, .selects = true, .zone_device = BUILD_SOME,
	  .libnvdimm = BUILD_YES, .classes = CLASSES_ARM64 },
	{ .name = "mips", .alias = ALIAS_MIPS, .selects = true, .colour = COLOUR_EXACT,
	  .zone_device = BUILD_NO, .libnvdimm = BUILD_YES, .classes = CLASSES_DT },
	{ .name = "parisc", .alias = ALIAS_ALWAYS, .selects = true, .colour = COLOUR_REFUSES,
	  .zone_device = BUILD_NO, .libnvdimm = BUILD_YES, .span = SPAN_PARISC,
	  .classes = CLASS_VIRTIO },
};

const struct arch *arch_row(size_t i)
{
	return i < ARRAY_SIZE(rows) ? &rows[i] : NULL;
}

static bool matches(const char *patterns, const char *machine)
{
	char pattern[32];

	while (*patterns) {
		size_t length = strcspn(patterns, " ");

		memcpy(pattern, patterns, length);
		pattern[length] = '\0';
		if (!fnmatch(pattern, machine, 0))
			return true;
		patterns += length;
		patterns += strspn(patterns, " ");
	}
	return false;
}

static bool is_um(const struct arch *row)
{
	return !*row->machines;
}

const struct arch *arch_find(const char *machine, const char *vendor)
{
	bool um = vendor && !strcmp(vendor, "User Mode Linux");

	if (!machine)
		return NULL;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++)
		if (um ? is_um(&rows[i]) : matches(rows[i].machines, machine))
			return &rows[i];
	return NULL;
}

const struct arch *arch_find_family(const char *family)
{
	if (!family)
		return NULL;
	for (size_t i = 0; i < ARRAY_SIZE(families); i++)
		if (!strcmp(families[i].name, family))
			return &families[i];
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++)
		if (is_um(&rows[i]) && !strcmp(rows[i].name, family))
			return &rows[i];
	return NULL;
}
