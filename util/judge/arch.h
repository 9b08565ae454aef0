/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What Linux can be built with on each architecture, and how it defines
 * cpu_dcache_is_aliasing() there. Read beside arch/<arch>/include/asm/cachetype.h.
 */
#ifndef PMEMCAP_ARCH_H
#define PMEMCAP_ARCH_H

#include <stdbool.h>
#include <stddef.h>

/* How the kernel decides; the comment is its definition in asm/cachetype.h (6.12). */
enum alias_rule {
	ALIAS_NEVER,   /* include/linux/cacheinfo.h: false; arm built for ARMv7: masked to false */
	ALIAS_ALWAYS,  /* true; sparc64: L1DCACHE_SIZE > PAGE_SIZE; arm up to ARMv5: all VIVT */
	ALIAS_MIPS,    /* cpu_has_dc_aliases */
	ALIAS_ARM,     /* cache_is_vivt() || cache_is_vipt_aliasing(): ARMv6 */
	ALIAS_SPARC32, /* vac_cache_size > PAGE_SIZE: the ROSS HyperSparc */
	ALIAS_NIOS2,   /* CONFIG_NIOS2_DCACHE_SIZE > PAGE_SIZE */
	ALIAS_XTENSA,  /* XCHAL_DCACHE_SIZE / XCHAL_DCACHE_WAYS > PAGE_SIZE */
};

/* What the outcome of the colour probe means, by arch_get_unmapped_area(). */
enum colour_rule {
	COLOUR_SILENT,  /* not coloured, or coloured whatever the cache is (loongarch, arc) */
	COLOUR_REFUSES, /* a refusal proves aliases, acceptance proves nothing */
	COLOUR_EXACT,   /* refused if and only if the cache aliases */
};

/* Can a kernel of this architecture have the option? */
enum buildable {
	BUILD_NO,
	BUILD_SOME, /* some versions or configurations can: the configuration shows it */
	BUILD_YES,
};

/* What holds for some architectures only, as bits. */
enum arch_flag {
	/* ARCH_HAS_CPU_CACHE_ALIASING is selected, in kernels with the 6.9 series */
	SELECTS_CACHE_ALIASING = 1 << 0,
	/* fs/Kconfig up to 6.8: FS_DAX depends on !(ARM || MIPS || SPARC) */
	KCONFIG_EXCLUDES_FS_DAX = 1 << 1,
	/* alloc_dax() checks for aliases, although none of these CPUs has any */
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
	long page_size;     /* bytes, where there is but one; else 0 */
	unsigned long span; /* bytes, where the kernel's own colouring fixes it (SHMLBA); else 0 */
	unsigned int span_pages; /* the same in pages (arm: SHMLBA is 4 of them) */
	unsigned int classes;    /* device classes that mainline has a driver for here */
	unsigned int flags;      /* enum arch_flag */
	const char *source;      /* where the kernel defines cpu_dcache_is_aliasing() */
};

/*
 * The row for a machine as uname -m names it, NULL if there is none. vendor is
 * cpuinfo's (User Mode Linux calls itself by the name of its host); may be NULL.
 */
const struct arch *arch_find(const char *machine, const char *vendor);

/*
 * What holds for every machine of a family (the directory below arch/), for a machine whose
 * name is not known (facts.kernel.machine_family). NULL if family is NULL or
 * not known.
 */
const struct arch *arch_find_family(const char *family);

/* Row i, or NULL past the end: for tests. */
const struct arch *arch_row(size_t i);

/* Family i, or NULL past the end: for tests. */
const struct arch *arch_family(size_t i);

/* Has the architecture the flag? */
bool arch_has(const struct arch *arch, enum arch_flag flag);

#endif
