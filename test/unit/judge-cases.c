// SPDX-License-Identifier: GPL-2.0-only
#include "judge-cases.h"

#include <string.h>

#include "../../util/lib/array.h"
#include "../../util/lib/xalloc.h"

/* clang-format off */
#define Y(name) { KOPT_##name, OPTION_YES, 0 }
#define M(name) { KOPT_##name, OPTION_MODULE, 0 }
#define NOT_SET(name) { KOPT_##name, OPTION_NO, 0 }
#define NUMBER(name, n) { KOPT_##name, OPTION_VALUE, n }

/* The options of a kernel with full support. Options that a case sets later win. */
#define FULL_KERNEL                                                                                \
	Y(64BIT), Y(PHYS_ADDR_T_64BIT), Y(ARCH_HAS_PMEM_API), Y(MEMORY_HOTPLUG),                   \
		Y(MEMORY_HOTREMOVE), Y(ZONE_DEVICE), Y(FS_DAX), Y(DAX), Y(LIBNVDIMM),              \
		Y(BLK_DEV_PMEM), Y(NVDIMM_PFN), Y(NVDIMM_DAX), Y(DEV_DAX), Y(DEV_DAX_PMEM),        \
		Y(DEV_DAX_KMEM), Y(VIRTIO_FS), Y(FUSE_DAX), Y(BLK_DEV_DM), Y(VIRTIO_PMEM),         \
		Y(ACPI_NFIT), Y(OF_PMEM), Y(PAPR_SCM), Y(CXL_PMEM), Y(X86_PMEM_LEGACY),            \
		Y(SPARSEMEM_VMEMMAP), Y(ARCH_ENABLE_MEMORY_HOTPLUG), Y(ND_CLAIM)

/* A 64-bit kernel with pmem as a block device, and without DAX. */
#define BLOCK_KERNEL                                                                               \
	Y(PHYS_ADDR_T_64BIT), Y(LIBNVDIMM), Y(BLK_DEV_PMEM), Y(ND_CLAIM), Y(DAX),              \
		Y(OF_PMEM), Y(VIRTIO_PMEM)

/* A kernel with the check at run time, and what follows from it except for the cache. */
#define MIPS_KERNEL BLOCK_KERNEL, Y(ARCH_HAS_CPU_CACHE_ALIASING)
#define MIPS_BLOCK_ALONE                                                                           \
	.check = CHECK_RUNTIME, .fsdax = TRI_NO, .devdax = TRI_NO, .block = TRI_YES

#define R(name) REASON_##name
#define END REASON_NONE
/* clang-format on */

static void mips_aliases(struct facts *facts)
{
	facts->cpuinfo.mips_options = xstrdup("tlb 4kex dc_aliases perf");
}

static void mips_clean(struct facts *facts)
{
	facts->cpuinfo.system_type = xstrdup("MIPS Malta");
	facts->cpuinfo.mips_options = xstrdup("tlb 4kex dc_aliasesx perf");
}

static void add_cache(struct facts *facts, unsigned long ways, unsigned long sets,
		      unsigned long line)
{
	struct cache_fact *cache;

	facts->caches.list = xreallocarray(facts->caches.list, facts->caches.count + 1,
					   sizeof(*facts->caches.list));
	cache = &facts->caches.list[facts->caches.count++];
	*cache = (struct cache_fact){ .where = xstrdup("cache"),
				      .cpus = 1,
				      .ways = ways,
				      .sets = sets,
				      .line = line,
				      .size = ways * sets * line };
	facts->caches.cpus++;
}

/* 5.10 prints no options: the ways have 8 KiB, and only the geometry is evidence. */
static void mips_large_way(struct facts *facts)
{
	add_cache(facts, 4, 256, 32);
	facts->cpuinfo.system_type = xstrdup("MIPS Malta");
	facts->cpuinfo.model = xstrdup("MIPS 24Kc");
}

static void mips_small_way(struct facts *facts)
{
	add_cache(facts, 2, 128, 32);
	facts->cpuinfo.system_type = xstrdup("MIPS Malta");
	facts->cpuinfo.model = xstrdup("MIPS 5KE");
}

static void mips_small_and_large_way(struct facts *facts)
{
	mips_small_way(facts);
	add_cache(facts, 4, 256, 32);
}

static void mips_one_cpu_hidden(struct facts *facts)
{
	mips_small_way(facts);
	facts->caches.cpus++;
	facts->caches.cpus_without++;
}

static void mips_74k(struct facts *facts)
{
	add_cache(facts, 4, 128, 32);
	facts->cpuinfo.system_type = xstrdup("MIPS Malta");
	facts->cpuinfo.model = xstrdup("MIPS 74Kc V4.12");
}

/* Names that only one platform prints. No line has the macro's own value. */
static void mips_named(struct facts *facts, const char *system, const char *model)
{
	facts->cpuinfo.system_type = xstrdup(system);
	facts->cpuinfo.model = xstrdup(model);
}

static void octeon_by_name(struct facts *facts)
{
	mips_named(facts, "UBNT_E220", "Cavium Octeon II V0.1");
}

static void loongson3_by_name(struct facts *facts)
{
	mips_named(facts, "generic-loongson-machine", "Loongson-3 V0.4  FPU V0.1");
}

static void bmips_log(struct facts *facts, const char *model)
{
	mips_named(facts, "BCM7435", model);
	facts->bootlog.source = xstrdup("syslog(2)");
	facts->bootlog.line =
		xstrdup("Primary data cache 32kB, 4-way, VIPT, cache aliases, linesize 64 bytes");
	facts->bootlog.aliases = TRI_YES;
}

static void bmips5000_log(struct facts *facts)
{
	bmips_log(facts, "Broadcom BMIPS5000 V1.1");
}

static void mips_34k_log(struct facts *facts)
{
	bmips_log(facts, "MIPS 34Kc V5.6");
}

static void configured_for(struct facts *facts, enum kernel_platform platform)
{
	facts->kconfig.platforms |= 1ULL << platform;
}

static void config_octeon(struct facts *facts)
{
	mips_large_way(facts);
	configured_for(facts, KPLAT_CAVIUM_OCTEON_SOC);
}

static void config_loongson64(struct facts *facts)
{
	configured_for(facts, KPLAT_MACH_LOONGSON64);
}

static void config_bcm63xx(struct facts *facts)
{
	configured_for(facts, KPLAT_BCM63XX);
}

static void config_bcm63xx_4350(struct facts *facts)
{
	config_bcm63xx(facts);
	configured_for(facts, KPLAT_SYS_HAS_CPU_BMIPS4350);
}

static void ath79_small_way(struct facts *facts)
{
	add_cache(facts, 4, 128, 32);
	facts->cpuinfo.system_type = xstrdup("Qualcomm Atheros QCA9558 ver 1 rev 0");
	facts->cpuinfo.model = xstrdup("MIPS 24Kc");
	facts->colour = (struct colour_probe){ .done = true, .asked = 12 };
}

static void colour_refuses(struct facts *facts)
{
	facts->colour =
		(struct colour_probe){ .done = true, .asked = 12, .refused = 1, .span = 8192 };
}

static void colour_accepts(struct facts *facts)
{
	facts->colour = (struct colour_probe){ .done = true, .asked = 12 };
	facts->cpuinfo.system_type = xstrdup("MIPS Malta");
}

/*
 * The evidence comes from a kernel with this page size. The case's page size is that of the other
 * kernel.
 */
static void spoken(struct facts *facts, long page_size)
{
	facts->target_kernel = true;
	facts->kernel.running = xstrdup("0.0.0-running");
	facts->kernel.running_page_size = page_size;
	facts->kconfig.page_size = facts->kconfig.path ? facts->kernel.page_size : 0;
	facts->kernel.page_size = 0;
	facts->kernel.page_size_source = NULL;
	if (!facts->cpuinfo.system_type)
		facts->cpuinfo.system_type = xstrdup("MIPS Malta");
	if (!facts->cpuinfo.model)
		facts->cpuinfo.model = xstrdup("MIPS 24Kc V0.0");
}

/* The data cache of the only CPU, with one way. */
static void add_way(struct facts *facts, unsigned long way)
{
	facts->caches.list = xcalloc(1, sizeof(*facts->caches.list));
	facts->caches.count = 1;
	facts->caches.list[0] =
		(struct cache_fact){ .where = xstrdup("/sys/devices/system/cpu/cpu0/cache/index0"),
				     .size = way,
				     .ways = 1,
				     .sets = way / 32,
				     .line = 32 };
}

static void spoken_4k_span(struct facts *facts)
{
	colour_refuses(facts);
	add_way(facts, 8192);
	spoken(facts, 4096);
}

static void spoken_4k_span_alone(struct facts *facts)
{
	colour_refuses(facts);
	spoken(facts, 4096);
}

/* Its platform defines 0 as a constant, while the judged kernel asks the CPU. */
static void spoken_4k_overridden(struct facts *facts)
{
	facts->cpuinfo.mips_options = xstrdup("tlb");
	add_way(facts, 8192);
	spoken(facts, 4096);
}

static void spoken_4k_span_74k(struct facts *facts)
{
	facts->cpuinfo.model = xstrdup("MIPS 74Kc V4.12");
	spoken_4k_span(facts);
}

static void spoken_4k_large_span(struct facts *facts)
{
	colour_refuses(facts);
	facts->colour.refused = 3;
	facts->colour.span = 32768;
	spoken(facts, 4096);
}

static void spoken_4k_accepts(struct facts *facts)
{
	colour_accepts(facts);
	spoken(facts, 4096);
}

static void spoken_16k_accepts(struct facts *facts)
{
	colour_accepts(facts);
	add_cache(facts, 4, 256, 32);
	spoken(facts, 16384);
}

static void spoken_4k_aliases(struct facts *facts)
{
	mips_aliases(facts);
	spoken(facts, 4096);
}

static void spoken_16k_clean(struct facts *facts)
{
	mips_clean(facts);
	spoken(facts, 16384);
}

static void spoken_of_unknown_pages(struct facts *facts)
{
	mips_clean(facts);
	spoken(facts, 0);
}

static void spoken_for_unknown_pages(struct facts *facts)
{
	mips_clean(facts);
	spoken(facts, 4096);
}

/* loongson64: the log is about the cache, the macro is about the page size. */
static void mips_contradiction(struct facts *facts)
{
	mips_clean(facts);
	facts->cpuinfo.model = xstrdup("MIPS 24Kc V0.0");
	facts->bootlog.source = xstrdup("syslog(2)");
	facts->bootlog.line =
		xstrdup("Primary data cache 64kB, 4-way, VIPT, cache aliases, linesize 32 bytes");
	facts->bootlog.aliases = TRI_YES;
}

static void arm_log(struct facts *facts)
{
	facts->bootlog.source = xstrdup("syslog(2)");
	facts->bootlog.line = xstrdup("CPU: VIPT aliasing data cache, unknown instruction cache");
	facts->bootlog.aliases = TRI_YES;
}

static void spoken_arm_log(struct facts *facts)
{
	arm_log(facts);
	spoken(facts, 0);
}

static void sparc_hypersparc(struct facts *facts)
{
	facts->cpuinfo.sparc_mmu = xstrdup("ROSS HyperSparc");
}

static void sparc_hypersparc_log(struct facts *facts)
{
	sparc_hypersparc(facts);
	facts->bootlog.source = xstrdup("syslog(2)");
	facts->bootlog.line = xstrdup("SRMMU: Using VAC size of 262144 bytes, line size 64 bytes.");
	facts->bootlog.vac_size = 262144;
}

static void sparc_viking(struct facts *facts)
{
	facts->cpuinfo.sparc_mmu = xstrdup("TI Viking/MXCC");
}

static void xtensa_two_pages(struct facts *facts)
{
	facts->cpuinfo.dcache_ways = 2;
	facts->cpuinfo.dcache_size = 16384;
}

static void xtensa_one_page(struct facts *facts)
{
	facts->cpuinfo.dcache_ways = 4;
	facts->cpuinfo.dcache_size = 16384;
}

static void xtensa_no_cache(struct facts *facts)
{
	facts->cpuinfo.dcache_ways = 1;
	facts->cpuinfo.has_dcache_size = true;
}

static void user_mode_linux(struct facts *facts)
{
	facts->cpuinfo.vendor = xstrdup("User Mode Linux");
}

static void all_modules_missing(struct facts *facts)
{
	facts->modules.dir = xstrdup("/lib/modules/x");
	facts->modules.dir_read = true;
}

static void pmem_blacklisted(struct facts *facts)
{
	all_modules_missing(facts);
	for (int i = 0; i < KMOD_COUNT; i++)
		facts->modules.module[i].installed = true;
	facts->modules.module[KMOD_nd_pmem].blacklisted = true;
}

static void modules_disabled(struct facts *facts)
{
	all_modules_missing(facts);
	for (int i = 0; i < KMOD_COUNT; i++)
		facts->modules.module[i].installed = true;
	facts->modules.disabled = TRI_YES;
}

static void all_installed(struct facts *facts)
{
	all_modules_missing(facts);
	for (int i = 0; i < KMOD_COUNT; i++)
		facts->modules.module[i].installed = true;
}

static void rules_unread(struct facts *facts)
{
	all_installed(facts);
	facts->modules.rules_unread = true;
}

static void rules_unread_but_one(struct facts *facts)
{
	rules_unread(facts);
	facts->modules.module[KMOD_nd_pmem].blacklisted = true;
}

static void nfit_blacklisted(struct facts *facts)
{
	all_installed(facts);
	facts->modules.module[KMOD_nfit].blacklisted = true;
}

/* There is no configuration, but the kernel's names and seeds. */
static void names_of_everything(struct facts *facts)
{
	facts->symbols.read = facts->symbols.whole = true;
	memset(facts->symbols.have, true, sizeof(facts->symbols.have));
	facts->seeds.regions_enabled = 1;
	facts->seeds.btt = facts->seeds.pfn = facts->seeds.dax = TRI_YES;
	for (int i = 0; i < KMOD_COUNT; i++)
		facts->modules.module[i].loaded = true;
}

/* The configuration of this kernel has no LIBNVDIMM. PAPR's drivers were built separately. */
static void papr_built_apart(struct facts *facts)
{
	facts->seeds.regions_enabled = 1;
	facts->seeds.pfn = facts->seeds.dax = facts->seeds.btt = TRI_YES;
	facts->modules.module[KMOD_libnvdimm].loaded = true;
	facts->modules.module[KMOD_nd_pmem].loaded = true;
	facts->modules.module[KMOD_papr_scm].loaded = true;
	facts->modules.module[KMOD_dax_pmem].loaded = true;
	facts->modules.module[KMOD_device_dax].loaded = true;
}

static void names_without_fs_dax(struct facts *facts)
{
	names_of_everything(facts);
	facts->symbols.have[KSYM_dax_iomap_rw] = false;
}

static void names_without_zone_device(struct facts *facts)
{
	names_of_everything(facts);
	facts->symbols.have[KSYM_devm_memremap_pages] = false;
	facts->symbols.have[KSYM_nd_pfn_probe] = facts->symbols.have[KSYM_nd_dax_probe] = false;
	facts->modules.module[KMOD_dax_pmem].loaded = false;
	facts->seeds.pfn = facts->seeds.dax = TRI_NO;
}

/* nfit and cxl: it is unknown whether their drivers are built. */
static void names_and_virtio_alone(struct facts *facts)
{
	names_of_everything(facts);
	for (int i = 0; i < KMOD_COUNT; i++)
		facts->modules.module[i].loaded = i == KMOD_nd_pmem || i == KMOD_virtio_pmem ||
						  i == KMOD_device_dax || i == KMOD_dax_pmem;
}

/* One class could have fsdax, but its driver may not load. Nothing is known about the other. */
static void half_and_half(struct facts *facts)
{
	names_of_everything(facts);
	facts->symbols.whole = false;
	facts->symbols.have[KSYM_nd_pfn_probe] = facts->symbols.have[KSYM_nd_dax_probe] = false;
	facts->seeds.regions_enabled = 0;
	for (int i = 0; i < KMOD_COUNT; i++)
		facts->modules.module[i] = (struct module_fact){ .installed = true };
	/* These would make dax devices without a namespace. */
	facts->modules.module[KMOD_dax_cxl].installed = false;
	facts->modules.module[KMOD_dax_hmem].installed = false;
	facts->modules.module[KMOD_dax_pmem].installed = false;
	facts->modules.module[KMOD_virtio_pmem].blacklisted = true;
	facts->modules.module[KMOD_of_pmem].blacklisted = true;
	facts->modules.module[KMOD_nd_pmem].loaded = true;
}

static void dax_pmem_missing(struct facts *facts)
{
	all_installed(facts);
	facts->modules.module[KMOD_dax_pmem].installed = false;
	facts->modules.module[KMOD_dax_pmem_compat].installed = false;
}

static void dax_pmem_blacklisted(struct facts *facts)
{
	all_installed(facts);
	facts->modules.module[KMOD_dax_pmem].blacklisted = true;
}

static void dax_pmem_compat_blacklisted(struct facts *facts)
{
	all_installed(facts);
	facts->modules.module[KMOD_dax_pmem_compat].blacklisted = true;
}

static void dax_pmem_loaded_by_hand(struct facts *facts)
{
	dax_pmem_compat_blacklisted(facts);
	facts->modules.module[KMOD_dax_pmem].loaded = true;
}

static void names_cut_short(struct facts *facts)
{
	names_without_fs_dax(facts);
	facts->symbols.whole = false;
	facts->modules.module[KMOD_virtiofs].loaded = true;
	/* FUSE_DAX would imply FS_DAX. */
	facts->symbols.have[KSYM_fuse_dax_conn_alloc] = false;
}

/* clang-format off */
const struct judge_case judge_cases[] = {
	/* --- never aliasing, everything built --- */
	{ .name = "x86-64, all built in", .machine = "x86_64", .settings = { FULL_KERNEL },
	  .aliasing = TRI_NO, .check = CHECK_NOT_NEEDED, .fsdax = TRI_YES, .devdax = TRI_YES,
	  .block = TRI_YES, .fsdax_reasons = { END } },
	{ .name = "arm64, all built in", .machine = "aarch64", .page_size = 65536,
	  .settings = { FULL_KERNEL }, .aliasing = TRI_NO, .check = CHECK_NOT_NEEDED,
	  .fsdax = TRI_YES, .devdax = TRI_YES, .block = TRI_YES },
	{ .name = "powerpc64le, all built in", .machine = "ppc64le", .settings = { FULL_KERNEL },
	  .aliasing = TRI_NO, .check = CHECK_NOT_NEEDED, .fsdax = TRI_YES, .devdax = TRI_YES,
	  .block = TRI_YES },
	{ .name = "riscv64 6.12, all built in", .machine = "riscv64", .settings = { FULL_KERNEL },
	  .aliasing = TRI_NO, .check = CHECK_NOT_NEEDED, .fsdax = TRI_YES, .devdax = TRI_YES,
	  .block = TRI_YES },
	{ .name = "loongarch64 colours mappings, but does not alias", .machine = "loongarch64",
	  .settings = { FULL_KERNEL, NOT_SET(ARCH_HAS_PMEM_API) }, .further = colour_refuses,
	  .aliasing = TRI_NO, .check = CHECK_NOT_NEEDED, .fsdax = TRI_YES, .devdax = TRI_YES,
	  .block = TRI_YES },
	{ .name = "s390 7.3 with ZONE_DEVICE", .machine = "s390x", .settings = { FULL_KERNEL, M(DCSSBLK) },
	  .further = all_installed, .aliasing = TRI_NO, .check = CHECK_NOT_NEEDED,
	  .fsdax = TRI_YES, .devdax = TRI_YES, .block = TRI_YES,
	  .findings = { R(DCSSBLK_DAX_UNPROVEN) } },

	/* --- one option off --- */
	{ .name = "FS_DAX=n: devdax refuses mmap too", .machine = "x86_64",
	  .settings = { FULL_KERNEL, NOT_SET(FS_DAX) }, .aliasing = TRI_NO,
	  .check = CHECK_NOT_NEEDED, .fsdax = TRI_NO, .devdax = TRI_NO, .block = TRI_YES,
	  .fsdax_reasons = { R(CONFIG_FS_DAX), END }, .findings = { R(DEVDAX_NEEDS_FS_DAX) } },
	{ .name = "ZONE_DEVICE not set", .machine = "x86_64",
	  .settings = { FULL_KERNEL, NOT_SET(ZONE_DEVICE), NOT_SET(FS_DAX), NOT_SET(NVDIMM_PFN) },
	  .aliasing = TRI_NO, .check = CHECK_NOT_NEEDED, .fsdax = TRI_NO, .devdax = TRI_NO,
	  .block = TRI_YES, .fsdax_reasons = { R(CONFIG_ZONE_DEVICE), END } },
	{ .name = "MEMORY_HOTREMOVE off hides ZONE_DEVICE", .machine = "aarch64",
	  .settings = { FULL_KERNEL, NOT_SET(MEMORY_HOTREMOVE), { KOPT_ZONE_DEVICE, OPTION_ABSENT, 0 } },
	  .aliasing = TRI_NO, .check = CHECK_NOT_NEEDED, .fsdax = TRI_NO, .devdax = TRI_NO,
	  .block = TRI_YES, .fsdax_reasons = { R(CONFIG_MEMORY_HOTREMOVE), END } },
	{ .name = "NVDIMM_PFN=n limits fsdax to classes with struct pages", .machine = "x86_64",
	  .settings = { FULL_KERNEL, NOT_SET(NVDIMM_PFN), NOT_SET(NVDIMM_DAX) },
	  .aliasing = TRI_NO, .check = CHECK_NOT_NEEDED, .fsdax = TRI_YES, .devdax = TRI_NO,
	  .block = TRI_YES, .fsdax_reasons = { END },
	  .findings = { R(CONFIG_NVDIMM_PFN), R(NS_INFO_BLOCK_UNCLAIMED) } },
	{ .name = "NVDIMM_PFN=n without PMEM_API leaves no class", .machine = "loongarch64",
	  .settings = { FULL_KERNEL, NOT_SET(NVDIMM_PFN), NOT_SET(NVDIMM_DAX),
			NOT_SET(ARCH_HAS_PMEM_API) },
	  .aliasing = TRI_NO, .check = CHECK_NOT_NEEDED, .fsdax = TRI_NO, .devdax = TRI_NO,
	  .block = TRI_YES, .fsdax_reasons = { R(CONFIG_NVDIMM_PFN), END } },
	{ .name = "no ND_CLAIM: no namespace is enabled", .machine = "x86_64",
	  .settings = { FULL_KERNEL, NOT_SET(NVDIMM_PFN), NOT_SET(NVDIMM_DAX),
			{ KOPT_ND_CLAIM, OPTION_ABSENT, 0 } },
	  .aliasing = TRI_NO, .check = CHECK_NOT_NEEDED, .fsdax = TRI_NO, .devdax = TRI_NO,
	  .block = TRI_NO, .fsdax_reasons = { R(CONFIG_NVDIMM_PFN), END },
	  .findings = { R(CONFIG_NVDIMM_PFN) } },
	{ .name = "NVDIMM_DAX=n", .machine = "x86_64", .settings = { FULL_KERNEL, NOT_SET(NVDIMM_DAX) },
	  .aliasing = TRI_NO, .check = CHECK_NOT_NEEDED, .fsdax = TRI_YES, .devdax = TRI_NO,
	  .block = TRI_YES, .findings = { R(CONFIG_NVDIMM_DAX), R(NS_INFO_BLOCK_UNCLAIMED) } },
	{ .name = "DEV_DAX=n", .machine = "x86_64", .settings = { FULL_KERNEL, NOT_SET(DEV_DAX) },
	  .aliasing = TRI_NO, .check = CHECK_NOT_NEEDED, .fsdax = TRI_YES, .devdax = TRI_NO,
	  .block = TRI_YES, .findings = { R(CONFIG_DEV_DAX) } },
	{ .name = "loaded against the configuration", .machine = "ppc64le", .page_size = 65536,
	  .settings = { FULL_KERNEL, NOT_SET(LIBNVDIMM), NOT_SET(BLK_DEV_PMEM), NOT_SET(PAPR_SCM),
			NOT_SET(OF_PMEM), NOT_SET(VIRTIO_PMEM), NOT_SET(CXL_PMEM), NOT_SET(DEV_DAX_PMEM),
			NOT_SET(NVDIMM_PFN), NOT_SET(NVDIMM_DAX), NOT_SET(BTT), NOT_SET(ND_CLAIM) },
	  .further = papr_built_apart, .aliasing = TRI_NO, .check = CHECK_NOT_NEEDED,
	  .fsdax = TRI_YES, .devdax = TRI_YES, .block = TRI_YES, .fsdax_reasons = { END },
	  .findings = { R(CONFIG_CONTRADICTED) } },
	{ .name = "BLK_DEV_PMEM=n", .machine = "x86_64",
	  .settings = { FULL_KERNEL, NOT_SET(BLK_DEV_PMEM) }, .aliasing = TRI_NO,
	  .check = CHECK_NOT_NEEDED, .fsdax = TRI_NO, .devdax = TRI_NO, .block = TRI_NO,
	  .fsdax_reasons = { R(CONFIG_PMEM_DRIVER), END } },
	{ .name = "no class has a driver", .machine = "x86_64",
	  .settings = { FULL_KERNEL, NOT_SET(ACPI_NFIT), NOT_SET(X86_PMEM_LEGACY),
			NOT_SET(VIRTIO_PMEM), NOT_SET(CXL_PMEM) },
	  .aliasing = TRI_NO, .check = CHECK_NOT_NEEDED, .fsdax = TRI_NO, .devdax = TRI_NO,
	  .block = TRI_NO, .fsdax_reasons = { R(CONFIG_PMEM_DRIVER), END } },
	{ .name = "side modes off", .machine = "x86_64",
	  .settings = { FULL_KERNEL, NOT_SET(FUSE_DAX), NOT_SET(BLK_DEV_DM), NOT_SET(DEV_DAX_KMEM) },
	  .aliasing = TRI_NO, .check = CHECK_NOT_NEEDED, .fsdax = TRI_YES, .devdax = TRI_YES,
	  .block = TRI_YES,
	  .findings = { R(CONFIG_FUSE_DAX), R(CONFIG_DM), R(CONFIG_DEV_DAX_KMEM), R(ARCH_NO_DCSSBLK) } },
	{ .name = "s390 without dcssblk", .machine = "s390x", .settings = { FULL_KERNEL },
	  .aliasing = TRI_NO, .check = CHECK_NOT_NEEDED, .fsdax = TRI_YES, .devdax = TRI_YES,
	  .block = TRI_YES, .findings = { R(CONFIG_DCSSBLK) } },

	/* --- variants of an architecture, shown by the configuration --- */
	{ .name = "riscv64 6.1 has no ZONE_DEVICE yet", .machine = "riscv64",
	  .settings = { BLOCK_KERNEL, Y(DEV_DAX), Y(SPARSEMEM_VMEMMAP) }, .aliasing = TRI_NO,
	  .check = CHECK_NOT_NEEDED, .fsdax = TRI_NO, .devdax = TRI_NO, .block = TRI_YES,
	  .fsdax_reasons = { R(ARCH_NO_ZONE_DEVICE), END } },
	{ .name = "riscv64 6.18 without MEMORY_HOTPLUG: a choice, not the architecture",
	  .machine = "riscv64",
	  .settings = { BLOCK_KERNEL, Y(SPARSEMEM_VMEMMAP), Y(ARCH_ENABLE_MEMORY_HOTPLUG),
			NOT_SET(MEMORY_HOTPLUG) },
	  .aliasing = TRI_NO, .check = CHECK_NOT_NEEDED, .fsdax = TRI_NO, .devdax = TRI_NO,
	  .block = TRI_YES, .fsdax_reasons = { R(CONFIG_ZONE_DEVICE), END } },
	{ .name = "riscv64, only the missing symbol is evidence, and none about the architecture",
	  .machine = "riscv64", .no_config = true, .further = names_without_zone_device,
	  .aliasing = TRI_NO, .check = CHECK_NOT_NEEDED, .fsdax = TRI_NO, .devdax = TRI_NO,
	  .block = TRI_YES, .fsdax_reasons = { R(CONFIG_ZONE_DEVICE), END } },
	{ .name = "powerpc64 Book3E", .machine = "ppc64",
	  .settings = { BLOCK_KERNEL, Y(SPARSEMEM_VMEMMAP), Y(ARCH_ENABLE_MEMORY_HOTPLUG),
			Y(MEMORY_HOTPLUG), Y(MEMORY_HOTREMOVE) },
	  .aliasing = TRI_NO, .check = CHECK_NOT_NEEDED, .fsdax = TRI_NO, .devdax = TRI_NO,
	  .block = TRI_YES, .fsdax_reasons = { R(ARCH_NO_ZONE_DEVICE), END } },
	{ .name = "riscv64 6.12 with ZONE_DEVICE turned off", .machine = "riscv64",
	  .settings = { BLOCK_KERNEL, Y(ARCH_HAS_PTE_DEVMAP), Y(MEMORY_HOTREMOVE), NOT_SET(ZONE_DEVICE) },
	  .aliasing = TRI_NO, .check = CHECK_NOT_NEEDED, .fsdax = TRI_NO, .devdax = TRI_NO,
	  .block = TRI_YES, .fsdax_reasons = { R(CONFIG_ZONE_DEVICE), END } },
	{ .name = "s390 6.12: FS_DAX_LIMITED is no ZONE_DEVICE", .machine = "s390x",
	  .settings = { BLOCK_KERNEL, Y(FS_DAX), Y(FS_DAX_LIMITED), Y(DEV_DAX), Y(DCSSBLK),
			Y(SPARSEMEM_VMEMMAP), Y(ARCH_ENABLE_MEMORY_HOTPLUG), Y(MEMORY_HOTPLUG),
			Y(MEMORY_HOTREMOVE) },
	  .aliasing = TRI_NO, .check = CHECK_NOT_NEEDED, .fsdax = TRI_NO, .devdax = TRI_NO,
	  .block = TRI_YES, .fsdax_reasons = { R(ARCH_NO_ZONE_DEVICE), END } },
	{ .name = "x86-64 5.10 says FS_DAX=y without ZONE_DEVICE", .machine = "x86_64",
	  .settings = { BLOCK_KERNEL, Y(FS_DAX), NOT_SET(ZONE_DEVICE) }, .aliasing = TRI_NO,
	  .check = CHECK_NOT_NEEDED, .fsdax = TRI_NO, .devdax = TRI_NO, .block = TRI_YES,
	  .fsdax_reasons = { R(CONFIG_ZONE_DEVICE), END } },

	/* --- 32 bits: no ZONE_DEVICE anywhere --- */
	{ .name = "i686 with PAE", .machine = "i686", .settings = { BLOCK_KERNEL, Y(DEV_DAX) },
	  .aliasing = TRI_NO, .check = CHECK_NOT_NEEDED, .fsdax = TRI_NO, .devdax = TRI_NO,
	  .block = TRI_YES, .fsdax_reasons = { R(ARCH_NO_ZONE_DEVICE), END } },
	{ .name = "i686 without PAE", .machine = "i686", .settings = { Y(DAX) }, .aliasing = TRI_NO,
	  .check = CHECK_NOT_NEEDED, .fsdax = TRI_NO, .devdax = TRI_NO, .block = TRI_NO,
	  .fsdax_reasons = { R(ARCH_NO_LIBNVDIMM), R(ARCH_NO_ZONE_DEVICE), END } },
	{ .name = "User Mode Linux is not its host", .machine = "x86_64", .settings = { BLOCK_KERNEL },
	  .further = user_mode_linux, .aliasing = TRI_NO, .check = CHECK_NOT_NEEDED,
	  .fsdax = TRI_NO, .devdax = TRI_NO, .block = TRI_YES,
	  .fsdax_reasons = { R(ARCH_NO_ZONE_DEVICE), END } },

	/* --- arm --- */
	{ .name = "ARMv7 never aliases, and a newer kernel does not help", .machine = "armv7l",
	  .settings = { BLOCK_KERNEL, Y(ARCH_HAS_CPU_CACHE_ALIASING) }, .aliasing = TRI_NO,
	  .check = CHECK_RUNTIME, .fsdax = TRI_NO, .devdax = TRI_NO, .block = TRI_YES,
	  .fsdax_reasons = { R(ARCH_NO_ZONE_DEVICE), END } },
	{ .name = "ARMv7 6.1", .machine = "armv7l", .settings = { BLOCK_KERNEL }, .aliasing = TRI_NO,
	  .check = CHECK_KCONFIG, .fsdax = TRI_NO, .devdax = TRI_NO, .block = TRI_YES },
	{ .name = "ARMv6, the log says aliasing", .machine = "armv6l", .no_config = true,
	  .further = arm_log, .aliasing = TRI_YES, .check = CHECK_UNKNOWN, .fsdax = TRI_NO,
	  .devdax = TRI_NO, .block = TRI_NO },
	{ .name = "ARMv6, no evidence", .machine = "armv6l", .no_config = true,
	  .aliasing = TRI_UNKNOWN, .check = CHECK_UNKNOWN, .fsdax = TRI_NO, .devdax = TRI_NO,
	  .block = TRI_NO, .findings = { R(CPU_ALIAS_EVIDENCE) } },
	{ .name = "ARMv6, the kernel accepts every colour", .machine = "armv6l", .no_config = true,
	  .further = colour_accepts, .aliasing = TRI_NO, .check = CHECK_UNKNOWN, .fsdax = TRI_NO,
	  .devdax = TRI_NO, .block = TRI_NO },
	{ .name = "ARMv5 is VIVT: accepting every colour proves nothing", .machine = "armv5tejl",
	  .no_config = true, .further = colour_accepts, .aliasing = TRI_YES,
	  .check = CHECK_UNKNOWN, .fsdax = TRI_NO, .devdax = TRI_NO, .block = TRI_NO },

	/* --- mips --- */
	{ .name = "MIPS64 6.12, aliasing", .machine = "mips64",
	  .settings = { BLOCK_KERNEL, Y(DEV_DAX), Y(ARCH_HAS_CPU_CACHE_ALIASING) },
	  .further = mips_aliases, .aliasing = TRI_YES, .check = CHECK_RUNTIME, .fsdax = TRI_NO,
	  .devdax = TRI_NO, .block = TRI_YES,
	  .fsdax_reasons = { R(ARCH_NO_ZONE_DEVICE), R(CPU_DCACHE_ALIASING), END } },
	{ .name = "MIPS64 6.12, no aliases: a longer word is not dc_aliases", .machine = "mips64",
	  .settings = { BLOCK_KERNEL, Y(ARCH_HAS_CPU_CACHE_ALIASING) }, .further = mips_clean,
	  .aliasing = TRI_NO, .check = CHECK_RUNTIME, .fsdax = TRI_NO, .devdax = TRI_NO,
	  .block = TRI_YES, .fsdax_reasons = { R(ARCH_NO_ZONE_DEVICE), END } },
	{ .name = "MIPS64 6.1: Kconfig excludes FS_DAX", .machine = "mips64", .settings = { BLOCK_KERNEL },
	  .further = mips_aliases, .aliasing = TRI_YES, .check = CHECK_KCONFIG, .fsdax = TRI_NO,
	  .devdax = TRI_NO, .block = TRI_YES },
	{ .name = "MIPS64, configuration cut short", .machine = "mips64", .cut_config = true,
	  .settings = { BLOCK_KERNEL }, .further = mips_aliases, .aliasing = TRI_YES,
	  .check = CHECK_UNKNOWN, .fsdax = TRI_NO, .devdax = TRI_NO, .block = TRI_YES },
	{ .name = "MIPS, the log contradicts the macro", .machine = "mips64", .settings = { BLOCK_KERNEL },
	  .further = mips_contradiction, .aliasing = TRI_NO, .check = CHECK_KCONFIG,
	  .fsdax = TRI_NO, .devdax = TRI_NO, .block = TRI_YES,
	  .findings = { R(CPU_ALIAS_CONTRADICTION) } },
	{ .name = "MIPS 5.10, large ways prove nothing", .machine = "mips64",
	  .settings = { BLOCK_KERNEL }, .further = mips_large_way, .aliasing = TRI_UNKNOWN,
	  .check = CHECK_KCONFIG, .fsdax = TRI_NO, .devdax = TRI_NO, .block = TRI_YES },
	{ .name = "MIPS 5.10, small ways exclude aliases", .machine = "mips64", .settings = { BLOCK_KERNEL },
	  .further = mips_small_way, .aliasing = TRI_NO, .check = CHECK_KCONFIG, .fsdax = TRI_NO,
	  .devdax = TRI_NO, .block = TRI_YES },
	{ .name = "MIPS 5.10, large ways with 16 KiB pages exclude aliases", .machine = "mips64",
	  .page_size = 16384, .settings = { BLOCK_KERNEL }, .further = mips_large_way,
	  .aliasing = TRI_NO, .check = CHECK_KCONFIG, .fsdax = TRI_NO, .devdax = TRI_NO,
	  .block = TRI_YES },
	{ .name = "MIPS 5.10, two kinds of CPU", .machine = "mips64", .settings = { BLOCK_KERNEL },
	  .further = mips_small_and_large_way, .aliasing = TRI_UNKNOWN, .check = CHECK_KCONFIG,
	  .fsdax = TRI_NO, .devdax = TRI_NO, .block = TRI_YES },
	{ .name = "MIPS 5.10, one CPU's cache not known", .machine = "mips64",
	  .settings = { BLOCK_KERNEL }, .further = mips_one_cpu_hidden, .aliasing = TRI_UNKNOWN,
	  .check = CHECK_KCONFIG, .fsdax = TRI_NO, .devdax = TRI_NO, .block = TRI_YES },
	{ .name = "MIPS 74K aliases at any way size", .machine = "mips", .settings = { BLOCK_KERNEL },
	  .further = mips_74k, .aliasing = TRI_UNKNOWN, .check = CHECK_KCONFIG, .fsdax = TRI_NO,
	  .devdax = TRI_NO, .block = TRI_YES },
	{ .name = "ath79 is defined to alias: the configuration says so", .machine = "mips",
	  .settings = { BLOCK_KERNEL, Y(ATH79) }, .further = ath79_small_way, .aliasing = TRI_YES,
	  .check = CHECK_KCONFIG, .fsdax = TRI_NO, .devdax = TRI_NO, .block = TRI_YES },
	{ .name = "ath79 by its name: no evidence may say no", .machine = "mips",
	  .no_config = true, .further = ath79_small_way, .aliasing = TRI_YES,
	  .check = CHECK_UNKNOWN, .fsdax = TRI_NO, .devdax = TRI_NO, .block = TRI_UNKNOWN },
	{ .name = "octeon by its CPU's name", .machine = "mips64", .no_config = true,
	  .further = octeon_by_name, .aliasing = TRI_NO, .check = CHECK_UNKNOWN, .fsdax = TRI_NO,
	  .devdax = TRI_NO, .block = TRI_UNKNOWN },
	{ .name = "octeon by its configuration, whatever the ways", .machine = "mips64",
	  .settings = { BLOCK_KERNEL }, .further = config_octeon, .aliasing = TRI_NO,
	  .check = CHECK_KCONFIG, .fsdax = TRI_NO, .devdax = TRI_NO, .block = TRI_YES },
	{ .name = "Loongson-3 with 4 KiB pages", .machine = "mips64", .no_config = true,
	  .further = loongson3_by_name, .aliasing = TRI_YES, .check = CHECK_UNKNOWN,
	  .fsdax = TRI_NO, .devdax = TRI_NO, .block = TRI_UNKNOWN },
	{ .name = "Loongson-3 with 16 KiB pages", .machine = "mips64", .page_size = 16384,
	  .no_config = true, .further = loongson3_by_name, .aliasing = TRI_NO,
	  .check = CHECK_UNKNOWN, .fsdax = TRI_NO, .devdax = TRI_NO, .block = TRI_UNKNOWN },
	{ .name = "MACH_LOONGSON64 with 16 KiB pages", .machine = "mips64", .page_size = 16384,
	  .settings = { BLOCK_KERNEL }, .further = config_loongson64, .aliasing = TRI_NO,
	  .check = CHECK_KCONFIG, .fsdax = TRI_NO, .devdax = TRI_NO, .block = TRI_YES },
	{ .name = "bcm63xx without BMIPS4350", .machine = "mips", .settings = { BLOCK_KERNEL },
	  .further = config_bcm63xx, .aliasing = TRI_NO, .check = CHECK_KCONFIG,
	  .fsdax = TRI_NO, .devdax = TRI_NO, .block = TRI_YES },
	{ .name = "bcm63xx with BMIPS4350 asks the CPU", .machine = "mips",
	  .settings = { BLOCK_KERNEL }, .further = config_bcm63xx_4350, .aliasing = TRI_UNKNOWN,
	  .check = CHECK_KCONFIG, .fsdax = TRI_NO, .devdax = TRI_NO, .block = TRI_YES },
	{ .name = "a 34K's log", .machine = "mips", .no_config = true, .further = mips_34k_log,
	  .aliasing = TRI_YES, .check = CHECK_UNKNOWN, .fsdax = TRI_NO, .devdax = TRI_NO,
	  .block = TRI_UNKNOWN },
	{ .name = "a BMIPS5000's log, which before 4.6 was printed too early", .machine = "mips",
	  .no_config = true, .further = bmips5000_log, .aliasing = TRI_UNKNOWN,
	  .check = CHECK_UNKNOWN, .fsdax = TRI_NO, .devdax = TRI_NO, .block = TRI_UNKNOWN },
	{ .name = "MIPS, the kernel refuses a colour", .machine = "mips64", .no_config = true,
	  .further = colour_refuses, .aliasing = TRI_YES, .check = CHECK_UNKNOWN,
	  .fsdax = TRI_NO, .devdax = TRI_NO, .block = TRI_UNKNOWN },
	{ .name = "MIPS, the kernel accepts every colour", .machine = "mips64", .no_config = true,
	  .further = colour_accepts, .aliasing = TRI_NO, .check = CHECK_UNKNOWN, .fsdax = TRI_NO,
	  .devdax = TRI_NO, .block = TRI_UNKNOWN },

	/* --- another kernel than the one that the evidence comes from --- */
	{ .name = "other kernel: span 8192 seen with 4 KiB pages, now 16 KiB", .machine = "mips64",
	  .page_size = 16384, .settings = { MIPS_KERNEL }, .further = spoken_4k_span,
	  .aliasing = TRI_NO, MIPS_BLOCK_ALONE },
	{ .name = "other kernel: the same on a 74K, which may alias at any way size",
	  .machine = "mips64", .page_size = 16384, .settings = { MIPS_KERNEL },
	  .further = spoken_4k_span_74k, .aliasing = TRI_UNKNOWN, MIPS_BLOCK_ALONE },
	{ .name = "other kernel: the same, and the cache is not known", .machine = "mips64",
	  .page_size = 16384, .settings = { MIPS_KERNEL }, .further = spoken_4k_span_alone,
	  .aliasing = TRI_UNKNOWN, MIPS_BLOCK_ALONE },
	{ .name = "other kernel: the macro said no, but another kernel's macro may say yes",
	  .machine = "mips64", .settings = { MIPS_KERNEL }, .further = spoken_4k_overridden,
	  .aliasing = TRI_UNKNOWN, MIPS_BLOCK_ALONE },
	{ .name = "other kernel: the same, and it is built for ath79", .machine = "mips64",
	  .page_size = 16384, .settings = { MIPS_KERNEL, Y(ATH79) }, .further = spoken_4k_span,
	  .aliasing = TRI_YES, MIPS_BLOCK_ALONE },
	{ .name = "other kernel: the span is larger than its pages too", .machine = "mips64",
	  .page_size = 16384, .settings = { MIPS_KERNEL }, .further = spoken_4k_large_span,
	  .aliasing = TRI_YES, MIPS_BLOCK_ALONE },
	{ .name = "other kernel: nothing refused with 16 KiB pages, now 4 KiB: unknown",
	  .machine = "mips64", .settings = { MIPS_KERNEL }, .further = spoken_16k_accepts,
	  .aliasing = TRI_UNKNOWN, MIPS_BLOCK_ALONE },
	{ .name = "other kernel: nothing refused with 4 KiB pages, now 16 KiB",
	  .machine = "mips64", .page_size = 16384, .settings = { MIPS_KERNEL },
	  .further = spoken_4k_accepts, .aliasing = TRI_UNKNOWN, MIPS_BLOCK_ALONE },
	{ .name = "other kernel: the same page size, the macro's answer", .machine = "mips64",
	  .settings = { MIPS_KERNEL }, .further = spoken_4k_aliases, .aliasing = TRI_YES,
	  MIPS_BLOCK_ALONE },
	{ .name = "other kernel: the macro said yes with 4 KiB pages, now 16 KiB", .machine = "mips64",
	  .page_size = 16384, .settings = { MIPS_KERNEL }, .further = spoken_4k_aliases,
	  .aliasing = TRI_UNKNOWN, MIPS_BLOCK_ALONE },
	{ .name = "other kernel: the macro said no with 16 KiB pages, now 4 KiB", .machine = "mips64",
	  .settings = { MIPS_KERNEL }, .further = spoken_16k_clean, .aliasing = TRI_UNKNOWN,
	  MIPS_BLOCK_ALONE },
	{ .name = "other kernel: the macro said no with an unknown page size", .machine = "mips64",
	  .settings = { MIPS_KERNEL }, .further = spoken_of_unknown_pages,
	  .aliasing = TRI_UNKNOWN, MIPS_BLOCK_ALONE },
	{ .name = "other kernel: its page size is not known", .machine = "mips64", .no_config = true,
	  .further = spoken_for_unknown_pages, .aliasing = TRI_UNKNOWN, .check = CHECK_UNKNOWN,
	  .fsdax = TRI_NO, .devdax = TRI_NO, .block = TRI_UNKNOWN },
	{ .name = "other kernel: ARMv6 has only one page size", .machine = "armv6l",
	  .no_config = true, .further = spoken_arm_log, .aliasing = TRI_YES,
	  .check = CHECK_UNKNOWN, .fsdax = TRI_NO, .devdax = TRI_NO, .block = TRI_NO },
	{ .name = "other kernel: x86-64 needs no evidence", .machine = "x86_64",
	  .settings = { FULL_KERNEL }, .further = spoken_4k_accepts, .aliasing = TRI_NO,
	  .check = CHECK_NOT_NEEDED, .fsdax = TRI_YES, .devdax = TRI_YES, .block = TRI_YES },

	/* --- other architectures that can alias --- */
	{ .name = "sparc64 always", .machine = "sparc64", .page_size = 8192,
	  .settings = { BLOCK_KERNEL, Y(ARCH_HAS_CPU_CACHE_ALIASING) }, .aliasing = TRI_YES,
	  .check = CHECK_RUNTIME, .fsdax = TRI_NO, .devdax = TRI_NO, .block = TRI_YES },
	{ .name = "sparc32, no HyperSparc", .machine = "sparc", .no_config = true,
	  .further = sparc_viking, .aliasing = TRI_NO, .check = CHECK_UNKNOWN, .fsdax = TRI_NO,
	  .devdax = TRI_NO, .block = TRI_NO },
	{ .name = "sparc32 HyperSparc: 128 KiB at least", .machine = "sparc", .no_config = true,
	  .further = sparc_hypersparc, .aliasing = TRI_YES, .check = CHECK_UNKNOWN,
	  .fsdax = TRI_NO, .devdax = TRI_NO, .block = TRI_NO },
	{ .name = "sparc32 HyperSparc, size in the log", .machine = "sparc", .no_config = true,
	  .further = sparc_hypersparc_log, .aliasing = TRI_YES, .check = CHECK_UNKNOWN,
	  .fsdax = TRI_NO, .devdax = TRI_NO, .block = TRI_NO },
	{ .name = "nios2, 32 KiB built in", .machine = "nios2",
	  .settings = { NUMBER(NIOS2_DCACHE_SIZE, 32768), Y(ARCH_HAS_CPU_CACHE_ALIASING) },
	  .aliasing = TRI_YES, .check = CHECK_RUNTIME, .fsdax = TRI_NO, .devdax = TRI_NO,
	  .block = TRI_NO },
	{ .name = "nios2, 4 KiB built in", .machine = "nios2",
	  .settings = { NUMBER(NIOS2_DCACHE_SIZE, 4096), Y(ARCH_HAS_CPU_CACHE_ALIASING) },
	  .aliasing = TRI_NO, .check = CHECK_RUNTIME, .fsdax = TRI_NO, .devdax = TRI_NO,
	  .block = TRI_NO },
	{ .name = "nios2, no configuration", .machine = "nios2", .no_config = true,
	  .aliasing = TRI_UNKNOWN, .check = CHECK_UNKNOWN, .fsdax = TRI_NO, .devdax = TRI_NO,
	  .block = TRI_NO },
	{ .name = "xtensa with 8 KiB ways", .machine = "xtensa", .no_config = true,
	  .further = xtensa_two_pages, .aliasing = TRI_YES, .check = CHECK_UNKNOWN,
	  .fsdax = TRI_NO, .devdax = TRI_NO, .block = TRI_NO },
	{ .name = "xtensa with 4 KiB ways", .machine = "xtensa", .no_config = true,
	  .further = xtensa_one_page, .aliasing = TRI_NO, .check = CHECK_UNKNOWN, .fsdax = TRI_NO,
	  .devdax = TRI_NO, .block = TRI_NO },
	{ .name = "xtensa without a data cache", .machine = "xtensa", .no_config = true,
	  .further = xtensa_no_cache, .aliasing = TRI_NO, .check = CHECK_UNKNOWN,
	  .fsdax = TRI_NO, .devdax = TRI_NO, .block = TRI_NO },
	{ .name = "sh always aliases, whatever its probe says", .machine = "sh4a", .no_config = true,
	  .further = colour_accepts, .aliasing = TRI_YES, .check = CHECK_UNKNOWN, .fsdax = TRI_NO,
	  .devdax = TRI_NO, .block = TRI_NO },
	{ .name = "arc 7.3 selects the symbol but does not alias", .machine = "arc",
	  .settings = { BLOCK_KERNEL, Y(ARCH_HAS_CPU_CACHE_ALIASING) }, .aliasing = TRI_NO,
	  .check = CHECK_RUNTIME, .fsdax = TRI_NO, .devdax = TRI_NO, .block = TRI_YES },
	{ .name = "parisc64 5.10: FS_DAX without a check", .machine = "parisc64",
	  .settings = { BLOCK_KERNEL, Y(FS_DAX) }, .aliasing = TRI_YES, .check = CHECK_NONE,
	  .fsdax = TRI_NO, .devdax = TRI_NO, .block = TRI_YES,
	  .findings = { R(FSDAX_ALIAS_UNCHECKED) } },

	/* --- kernels that mainline cannot build --- */
	{ .name = "x86-64 with the aliasing symbol: the table is ignored", .machine = "x86_64",
	  .settings = { FULL_KERNEL, Y(ARCH_HAS_CPU_CACHE_ALIASING) }, .further = colour_accepts,
	  .aliasing = TRI_UNKNOWN, .check = CHECK_RUNTIME, .fsdax = TRI_UNKNOWN,
	  .devdax = TRI_YES, .block = TRI_YES, .fsdax_reasons = { R(CPU_ALIAS_EVIDENCE), END },
	  .findings = { R(KERNEL_NOT_MAINLINE) } },
	{ .name = "MIPS64 port with ZONE_DEVICE on an aliasing CPU", .machine = "mips64",
	  .settings = { FULL_KERNEL, Y(ARCH_HAS_CPU_CACHE_ALIASING) }, .further = mips_aliases,
	  .aliasing = TRI_YES, .check = CHECK_RUNTIME, .fsdax = TRI_NO, .devdax = TRI_YES,
	  .block = TRI_YES, .fsdax_reasons = { R(CPU_DCACHE_ALIASING), END },
	  .findings = { R(KERNEL_NOT_MAINLINE), R(PMEM_WRITE_CACHE_NULL) } },
	{ .name = "MIPS64 port with FS_DAX and no check", .machine = "mips64",
	  .settings = { FULL_KERNEL }, .further = mips_aliases, .aliasing = TRI_YES,
	  .check = CHECK_NONE, .fsdax = TRI_NO, .devdax = TRI_YES, .block = TRI_YES,
	  .findings = { R(FSDAX_ALIAS_UNCHECKED), R(PMEM_DAX_LEAK) } },

	/* --- modules --- */
	{ .name = "modules that are not installed", .machine = "x86_64",
	  .settings = { FULL_KERNEL, M(BLK_DEV_PMEM), M(DEV_DAX) }, .further = all_modules_missing,
	  .aliasing = TRI_NO, .check = CHECK_NOT_NEEDED, .fsdax = TRI_NO, .devdax = TRI_NO,
	  .block = TRI_NO, .fsdax_reasons = { R(MODULE_MISSING), END } },
	{ .name = "modules that cannot be seen", .machine = "x86_64",
	  .settings = { FULL_KERNEL, M(BLK_DEV_PMEM), M(DEV_DAX) }, .aliasing = TRI_NO,
	  .check = CHECK_NOT_NEEDED, .fsdax = TRI_UNKNOWN, .devdax = TRI_UNKNOWN,
	  .block = TRI_UNKNOWN, .fsdax_reasons = { R(MODULE_UNKNOWN), END } },
	{ .name = "nd_pmem blacklisted", .machine = "x86_64",
	  .settings = { FULL_KERNEL, M(BLK_DEV_PMEM), M(DEV_DAX) }, .further = pmem_blacklisted,
	  .aliasing = TRI_NO, .check = CHECK_NOT_NEEDED, .fsdax = TRI_NO, .devdax = TRI_NO,
	  .block = TRI_NO, .fsdax_reasons = { R(MODULE_BLACKLISTED), END } },
	{ .name = "modules that may be forbidden", .machine = "x86_64",
	  .settings = { FULL_KERNEL, M(BLK_DEV_PMEM), M(DEV_DAX) }, .further = rules_unread,
	  .aliasing = TRI_NO, .check = CHECK_NOT_NEEDED, .fsdax = TRI_UNKNOWN,
	  .devdax = TRI_UNKNOWN, .block = TRI_UNKNOWN, .fsdax_reasons = { R(MODULE_UNKNOWN), END } },
	{ .name = "nd_pmem forbidden by a file that could be read", .machine = "x86_64",
	  .settings = { FULL_KERNEL, M(BLK_DEV_PMEM), M(DEV_DAX) }, .further = rules_unread_but_one,
	  .aliasing = TRI_NO, .check = CHECK_NOT_NEEDED, .fsdax = TRI_NO, .devdax = TRI_NO,
	  .block = TRI_NO, .fsdax_reasons = { R(MODULE_BLACKLISTED), END } },
	{ .name = "no more modules are loaded", .machine = "x86_64",
	  .settings = { FULL_KERNEL, M(BLK_DEV_PMEM), M(DEV_DAX) }, .further = modules_disabled,
	  .aliasing = TRI_NO, .check = CHECK_NOT_NEEDED, .fsdax = TRI_NO, .devdax = TRI_NO,
	  .block = TRI_NO, .fsdax_reasons = { R(MODULES_DISABLED), END } },
	{ .name = "a blacklisted class is a limit, and the mode stays yes", .machine = "x86_64",
	  .settings = { FULL_KERNEL, M(ACPI_NFIT) }, .further = nfit_blacklisted,
	  .aliasing = TRI_NO, .check = CHECK_NOT_NEEDED, .fsdax = TRI_YES, .devdax = TRI_YES,
	  .block = TRI_YES, .fsdax_reasons = { END }, .findings = { R(MODULE_BLACKLISTED) } },

	{ .name = "dax_pmem missing: no devdax namespace", .machine = "x86_64",
	  .settings = { FULL_KERNEL, M(DEV_DAX_PMEM) }, .further = dax_pmem_missing,
	  .aliasing = TRI_NO, .check = CHECK_NOT_NEEDED, .fsdax = TRI_YES, .devdax = TRI_NO,
	  .block = TRI_YES, .fsdax_reasons = { END }, .findings = { R(MODULE_MISSING) } },
	{ .name = "dax_pmem_compat replaces a blacklisted dax_pmem",
	  .machine = "x86_64",
	  .settings = { FULL_KERNEL, M(DEV_DAX_PMEM), M(DEV_DAX_PMEM_COMPAT) },
	  .further = dax_pmem_blacklisted, .aliasing = TRI_NO, .check = CHECK_NOT_NEEDED,
	  .fsdax = TRI_YES, .devdax = TRI_YES, .block = TRI_YES, .fsdax_reasons = { END } },
	{ .name = "with dax_pmem_compat, dax_pmem does not load automatically", .machine = "x86_64",
	  .settings = { FULL_KERNEL, M(DEV_DAX_PMEM), M(DEV_DAX_PMEM_COMPAT) },
	  .further = dax_pmem_compat_blacklisted, .aliasing = TRI_NO,
	  .check = CHECK_NOT_NEEDED, .fsdax = TRI_YES, .devdax = TRI_NO, .block = TRI_YES,
	  .fsdax_reasons = { END }, .findings = { R(MODULE_BLACKLISTED) } },
	{ .name = "a dax_pmem that was loaded by hand counts", .machine = "x86_64",
	  .settings = { FULL_KERNEL, M(DEV_DAX_PMEM), M(DEV_DAX_PMEM_COMPAT) },
	  .further = dax_pmem_loaded_by_hand, .aliasing = TRI_NO, .check = CHECK_NOT_NEEDED,
	  .fsdax = TRI_YES, .devdax = TRI_YES, .block = TRI_YES, .fsdax_reasons = { END } },
	{ .name = "volatile CXL needs no namespace", .machine = "x86_64",
	  .settings = { FULL_KERNEL, NOT_SET(CXL_PMEM), NOT_SET(NVDIMM_DAX), M(DEV_DAX_CXL) },
	  .further = all_installed, .aliasing = TRI_NO, .check = CHECK_NOT_NEEDED,
	  .fsdax = TRI_YES, .devdax = TRI_YES, .block = TRI_YES, .fsdax_reasons = { END },
	  .findings = { R(CONFIG_NVDIMM_DAX) } },
	{ .name = "volatile CXL, its module missing", .machine = "x86_64",
	  .settings = { FULL_KERNEL, NOT_SET(CXL_PMEM), NOT_SET(NVDIMM_DAX), M(DEV_DAX_CXL) },
	  .further = all_modules_missing, .aliasing = TRI_NO, .check = CHECK_NOT_NEEDED,
	  .fsdax = TRI_YES, .devdax = TRI_NO, .block = TRI_YES, .findings = { R(MODULE_MISSING) } },

	/* --- no configuration --- */
	{ .name = "arm64, one class refused, the other not known: not a yes",
	  .machine = "aarch64", .no_config = true, .further = half_and_half, .aliasing = TRI_NO,
	  .check = CHECK_NOT_NEEDED, .fsdax = TRI_UNKNOWN, .devdax = TRI_UNKNOWN,
	  .block = TRI_YES },
	{ .name = "arm64, virtio is certain, the other classes are not", .machine = "aarch64", .no_config = true,
	  .further = names_and_virtio_alone, .aliasing = TRI_NO, .check = CHECK_NOT_NEEDED,
	  .fsdax = TRI_YES, .devdax = TRI_YES, .block = TRI_YES, .fsdax_reasons = { END } },
	{ .name = "x86-64, names and seeds are evidence", .machine = "x86_64", .no_config = true,
	  .further = names_of_everything, .aliasing = TRI_NO, .check = CHECK_NOT_NEEDED,
	  .fsdax = TRI_YES, .devdax = TRI_YES, .block = TRI_YES, .fsdax_reasons = { END } },
	{ .name = "x86-64, a missing name is evidence too", .machine = "x86_64", .no_config = true,
	  .further = names_without_fs_dax, .aliasing = TRI_NO, .check = CHECK_NOT_NEEDED,
	  .fsdax = TRI_NO, .devdax = TRI_NO, .block = TRI_YES,
	  .fsdax_reasons = { R(CONFIG_FS_DAX), END } },
	{ .name = "x86-64, a name that is missing in an incomplete list is no evidence",
	  .machine = "x86_64", .no_config = true, .further = names_cut_short, .aliasing = TRI_NO,
	  .check = CHECK_NOT_NEEDED, .fsdax = TRI_UNKNOWN, .devdax = TRI_UNKNOWN,
	  .block = TRI_YES, .fsdax_reasons = { R(CONFIG_UNKNOWN), END } },
	{ .name = "x86-64, nothing at all", .machine = "x86_64", .no_config = true,
	  .aliasing = TRI_NO, .check = CHECK_NOT_NEEDED, .fsdax = TRI_UNKNOWN,
	  .devdax = TRI_UNKNOWN, .block = TRI_UNKNOWN, .findings = { R(CONFIG_UNKNOWN) } },
	{ .name = "an unknown machine", .machine = "pdp11", .no_config = true,
	  .aliasing = TRI_UNKNOWN, .check = CHECK_UNKNOWN, .fsdax = TRI_UNKNOWN,
	  .devdax = TRI_UNKNOWN, .block = TRI_UNKNOWN, .findings = { R(ARCH_UNKNOWN) } },
};
/* clang-format on */

const size_t judge_case_count = ARRAY_SIZE(judge_cases);

void make_case_facts(const struct judge_case *test, struct facts *facts)
{
	memset(facts, 0, sizeof(*facts));
	facts->kernel.release = xstrdup("0.0.0-test");
	facts->kernel.machine = xstrdup(test->machine);
	facts->kernel.page_size = test->page_size ? test->page_size : 4096;
	facts->kernel.page_size_source = "test";
	if (!test->no_config) {
		facts->kconfig.path = xstrdup("/proc/config.gz");
		facts->kconfig.whole = !test->cut_config;
		for (int i = 0; i < KOPT_COUNT && !test->cut_config; i++)
			facts->kconfig.option[i].state = OPTION_ABSENT;
		for (size_t i = 0; i < MAX_SETTINGS && test->settings[i].state; i++) {
			struct option_fact *option =
				&facts->kconfig.option[test->settings[i].option];

			option->state = test->settings[i].state;
			option->number = test->settings[i].number;
		}
	}
	if (test->further)
		test->further(facts);
}

void release_case_facts(struct facts *facts)
{
	facts_release(facts);
}
