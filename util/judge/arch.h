/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Which options a kernel can have on each architecture, and how the architecture defines
 * cpu_dcache_is_aliasing() (arch/<arch>/include/asm/cachetype.h).
 */
#ifndef PMEMCAP_ARCH_H
#define PMEMCAP_ARCH_H

#include <stdbool.h>
#include <stddef.h>

/*
 * How the kernel decides whether the cache aliases. Each comment is its definition in
 * asm/cachetype.h (6.12).
 */
enum alias_rule {
	ALIAS_NEVER,   /* include/linux/cacheinfo.h: false; arm built for ARMv7: masked to false */
	ALIAS_ALWAYS,  /* true; sparc64: L1DCACHE_SIZE > PAGE_SIZE; arm up to ARMv5: all VIVT */
	ALIAS_MIPS,    /* cpu_has_dc_aliases */
	ALIAS_ARM,     /* cache_is_vivt() || cache_is_vipt_aliasing(): ARMv6 */
	ALIAS_SPARC32, /* vac_cache_size > PAGE_SIZE: the ROSS HyperSparc */
	ALIAS_NIOS2,   /* CONFIG_NIOS2_DCACHE_SIZE > PAGE_SIZE */
	ALIAS_XTENSA,  /* XCHAL_DCACHE_SIZE / XCHAL_DCACHE_WAYS > PAGE_SIZE */
};

/* What the result of the colour probe means. It follows from arch_get_unmapped_area(). */
enum colour_rule {
	COLOUR_SILENT,  /* proves nothing: no colouring, or for any cache (loongarch, arc) */
	COLOUR_REFUSES, /* a refusal proves aliases, acceptance proves nothing */
	COLOUR_EXACT,   /* refused if and only if the cache aliases */
};

/* Can a kernel of this architecture have the option? */
enum buildable {
	BUILD_NO,
	BUILD_SOME, /* some versions or configurations can: the configuration shows it */
	BUILD_YES,
};

/* Properties that only some architectures have, as bits. */
enum arch_flag {
	/* selects ARCH_HAS_CPU_CACHE_ALIASING, in kernels with the patch series of 6.9 */
	SELECTS_CACHE_ALIASING = 1 << 0,
	/* fs/Kconfig up to 6.8: FS_DAX depends on !(ARM || MIPS || SPARC) */
	KCONFIG_EXCLUDES_FS_DAX = 1 << 1,
	/* alloc_dax() checks for aliases, although no CPU of the architecture has any */
	CHECKED_ANYWAY = 1 << 2,
	/* drivers/s390/block/dcssblk.c */
	HAS_DCSSBLK = 1 << 3,
};

/* A line of arch.def. */
struct arch {
	const char *name;     /* the directory below arch/ */
	const char *machines; /* blank-separated uname -m patterns, fnmatch(3) */
	unsigned int bits;
	enum alias_rule alias;
	enum colour_rule colour;
	enum buildable zone_device;
	enum buildable libnvdimm;
	long page_size;          /* bytes, if there is only one; else 0 */
	unsigned long span;      /* bytes, if the kernel's colouring fixes it (SHMLBA); else 0 */
	unsigned int span_pages; /* the same in pages (arm: SHMLBA is 4 of them) */
	unsigned int classes;    /* device classes that have a mainline driver here */
	unsigned int flags;      /* enum arch_flag */
	const char *source;      /* where the kernel defines cpu_dcache_is_aliasing() */
};

/*
 * The row for a machine, which uname -m names; NULL if there is none. vendor comes from
 * /proc/cpuinfo and may be NULL. It shows User Mode Linux, for which uname -m names the host.
 */
const struct arch *arch_find(const char *machine, const char *vendor);

/*
 * The row with what is true of every machine of a family (a directory below arch/). Use it if
 * the machine's name is unknown (facts.kernel.machine_family). NULL if family is NULL or
 * unknown.
 */
const struct arch *arch_find_family(const char *family);

/* Does the architecture have the flag? */
bool arch_has(const struct arch *arch, enum arch_flag flag);

#endif
