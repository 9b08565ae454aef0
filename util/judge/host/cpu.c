// SPDX-License-Identifier: GPL-2.0-only
/*
 * Does the data cache alias? The strongest source that gives an answer decides. Sources
 * that contradict it are shown.
 */
#include "cpu.h"

#include <fnmatch.h>
#include <string.h>
#include <strings.h>

#include "../../lib/array.h"
#include "../../lib/size.h"
#include "../../lib/strutil.h"
#include "../../lib/xalloc.h"

/* If mainline cannot build this kernel, the architecture table is ignored. */
static bool is_mainline_kernel(const struct host_verdict *v)
{
	return v->arch && (arch_has(v->arch, SELECTS_CACHE_ALIASING) ||
			   v->options[KOPT_ARCH_HAS_CPU_CACHE_ALIASING].built != TRI_YES);
}

/* If no file names the machine, show what its name was inferred from. */
static void add_inference_evidence(struct host_verdict *v, const struct facts *facts)
{
	const struct kernel_facts *kernel = &facts->kernel;

	if (!kernel->machine_source)
		return;
	if (kernel->machine)
		evidence_add(&v->alias.evidence, kernel->machine_source, BASIS_ARCHITECTURE,
			     TRI_UNKNOWN, "machine %s, inferred (%s)", kernel->machine,
			     kernel->machine_detail);
	else
		evidence_add(&v->alias.evidence, kernel->machine_source, BASIS_ARCHITECTURE,
			     TRI_UNKNOWN,
			     "architecture %s, inferred (%s); the exact machine is not known",
			     v->arch->name, kernel->machine_detail);
}

static void add_architecture_evidence(struct host_verdict *v, const struct facts *facts)
{
	struct evidence_list *list = &v->alias.evidence;
	const struct arch *arch = v->arch;

	if (!arch)
		return;
	add_inference_evidence(v, facts);
	if (!is_mainline_kernel(v))
		evidence_add(list, "architecture", BASIS_ARCHITECTURE, TRI_UNKNOWN,
			     "%s never aliases in mainline, but this kernel is built with "
			     "CONFIG_ARCH_HAS_CPU_CACHE_ALIASING",
			     arch->name);
	else if (arch->alias == ALIAS_NEVER)
		evidence_add(list, "architecture", BASIS_ARCHITECTURE, TRI_NO,
			     "%s: cpu_dcache_is_aliasing() is always false", arch->name);
	else if (arch->alias == ALIAS_ALWAYS)
		evidence_add(list, "architecture", BASIS_ARCHITECTURE, TRI_YES,
			     "%s: cpu_dcache_is_aliasing() is always true", arch->name);
	else
		evidence_add(list, "architecture", BASIS_ARCHITECTURE, TRI_UNKNOWN,
			     "%s: depends on the CPU or the build", arch->name);
}

/* How a mips kernel defines cpu_has_dc_aliases: cpu-feature-overrides.h of its platform. */
enum mips_definition {
	MIPS_BY_CPU = 0,  /* cpu_data[0].dcache.flags, set at boot (c-r4k.c) */
	MIPS_NEVER,       /* 0 */
	MIPS_ALWAYS,      /* 1 */
	MIPS_SMALL_PAGES, /* PAGE_SIZE < 0x4000 */
};

/* A platform's definition, and the word that names the platform: static or owned by the facts. */
struct mips_platform {
	enum mips_definition definition;
	const char *word;
};

static struct mips_platform mips_platform_of_config(const struct kconfig_facts *config)
{
	static const struct {
		enum kernel_platform symbol;
		enum mips_definition definition;
	} platforms[] = {
		{ KPLAT_CAVIUM_OCTEON_SOC, MIPS_NEVER },
		{ KPLAT_MACH_INGENIC_SOC, MIPS_NEVER },
		{ KPLAT_MIPS_ALCHEMY, MIPS_NEVER },
		{ KPLAT_SGI_IP27, MIPS_NEVER },
		{ KPLAT_SGI_IP28, MIPS_NEVER },
		{ KPLAT_SGI_IP30, MIPS_NEVER },
		{ KPLAT_SIBYTE_BCM1x80, MIPS_NEVER },
		{ KPLAT_SIBYTE_SB1250, MIPS_NEVER },
		{ KPLAT_SIBYTE_SB1xxx_SOC, MIPS_NEVER },
		{ KPLAT_SOC_MT7621, MIPS_NEVER },
		{ KPLAT_MACH_LOONGSON64, MIPS_SMALL_PAGES },
		{ KPLAT_MACH_LOONGSON2EF, MIPS_SMALL_PAGES },
		{ KPLAT_SGI_IP22, MIPS_SMALL_PAGES },
		{ KPLAT_SNI_RM, MIPS_SMALL_PAGES },
	};
	struct mips_platform found = { MIPS_BY_CPU, NULL };

	if (config->option[KOPT_ATH79].state == OPTION_YES)
		return (struct mips_platform){ MIPS_ALWAYS, "ATH79" };
	for (size_t i = 0; i < ARRAY_SIZE(platforms); i++)
		if (kconfig_has_platform(config, platforms[i].symbol))
			return (struct mips_platform){ platforms[i].definition,
						       kernel_platform_name(platforms[i].symbol) };
	if (kconfig_has_platform(config, KPLAT_MACH_DECSTATION)) {
		found.word = "MACH_DECSTATION";
		found.definition = kconfig_has_platform(config, KPLAT_CPU_R3000) ? MIPS_NEVER
										 : MIPS_SMALL_PAGES;
	}
	/* A generic kernel uses the CPU's own flags. Before 5.10 there was no generic kernel. */
	if (kconfig_has_platform(config, KPLAT_MACH_INGENIC) && config->whole &&
	    !kconfig_has_platform(config, KPLAT_MIPS_GENERIC_KERNEL))
		found = (struct mips_platform){ MIPS_NEVER, "MACH_INGENIC" };
	/* A kernel that supports the BMIPS4350 uses the CPU's own flags. */
	if (kconfig_has_platform(config, KPLAT_BCM63XX) && config->whole &&
	    !kconfig_has_platform(config, KPLAT_SYS_HAS_CPU_BMIPS4350))
		found = (struct mips_platform){ MIPS_NEVER, "BCM63XX" };
	return found;
}

/*
 * The platform by the names of system and CPU in /proc/cpuinfo. The table has only names that
 * the kernels of a single platform print. An SGI machine with an R10000 either has a platform
 * of its own, or uses CPU flags that c-r4k.c never sets for that CPU.
 */
static struct mips_platform mips_platform_of_cpuinfo(const char *system, const char *model)
{
	static const struct {
		const char *system, *model; /* fnmatch(3) patterns */
		enum mips_definition definition;
	} platforms[] = {
		{ "Atheros AR7*", "*", MIPS_ALWAYS },
		{ "Atheros AR9*", "*", MIPS_ALWAYS },
		{ "Qualcomm Atheros *", "*", MIPS_ALWAYS },
		{ "*", "Cavium Octeon*", MIPS_NEVER },
		{ "*", "Ingenic *", MIPS_NEVER },
		{ "*", "SiByte SB1*", MIPS_NEVER },
		{ "*", "Au1[0-9][0-9]0 *", MIPS_NEVER },
		{ "MediaTek MT7621 ver:*", "*", MIPS_NEVER },
		{ "SGI *", "R1[0246]000 *", MIPS_NEVER },
		{ "SGI Origin*", "*", MIPS_NEVER },
		{ "SGI Octane*", "*", MIPS_NEVER },
		{ "SGI Ind[iy]*", "R[45]*", MIPS_SMALL_PAGES },
		{ "SNI RM*", "*", MIPS_SMALL_PAGES },
		{ "Digital DEC*", "R[23]000*", MIPS_NEVER },
		{ "Digital DEC*", "R4*", MIPS_SMALL_PAGES },
		{ "*", "*Loongson-[23] V*", MIPS_SMALL_PAGES },
	};

	for (size_t i = 0; i < ARRAY_SIZE(platforms); i++) {
		bool by_model = *platforms[i].system == '*';
		bool by_both = !by_model && *platforms[i].model != '*';

		if (!by_model && (!system || fnmatch(platforms[i].system, system, 0)))
			continue;
		if ((by_model || by_both) && (!model || fnmatch(platforms[i].model, model, 0)))
			continue;
		return (struct mips_platform){ platforms[i].definition, by_model ? model : system };
	}
	return (struct mips_platform){ MIPS_BY_CPU, NULL };
}

static void add_mips_platform_evidence(const struct host_verdict *v, struct evidence_list *list,
				       const char *source, enum basis basis,
				       struct mips_platform platform)
{
	const char *prefix = basis == BASIS_CONFIGURATION ? "CONFIG_" : "";

	switch (platform.definition) {
	case MIPS_BY_CPU:
		break;
	case MIPS_NEVER:
		evidence_add(list, source, basis, TRI_NO, "%s%s: defined not to alias", prefix,
			     platform.word);
		break;
	case MIPS_ALWAYS:
		evidence_add(list, source, basis, TRI_YES, "%s%s: defined to alias", prefix,
			     platform.word);
		break;
	case MIPS_SMALL_PAGES:
		if (v->page_size)
			evidence_add(list, source, basis, tri_from_bool(v->page_size < 0x4000),
				     "%s%s: defined to alias with pages below 16 KiB; pages have "
				     "%ld KiB",
				     prefix, platform.word, v->page_size / 1024);
		else
			evidence_add(
				list, source, basis, TRI_UNKNOWN,
				"%s%s: defined to alias with pages below 16 KiB; the page size "
				"is not known",
				prefix, platform.word);
		break;
	}
}

/* If the definition is a build constant, the configuration decides. */
static void add_configuration_evidence(struct host_verdict *v, const struct facts *facts)
{
	const struct option_fact *size = &facts->kconfig.option[KOPT_NIOS2_DCACHE_SIZE];
	struct evidence_list *list = &v->alias.evidence;

	if (!v->arch)
		return;
	if (v->arch->alias == ALIAS_NIOS2 && size->state == OPTION_VALUE && v->page_size)
		evidence_add(list, facts->kconfig.path, BASIS_CONFIGURATION,
			     tri_from_bool(size->number > v->page_size),
			     "CONFIG_NIOS2_DCACHE_SIZE=%ld, pages of %ld KiB%s", size->number,
			     v->page_size / 1024,
			     /* The log is about the running kernel's configuration. */
			     facts->bootlog.nios2_mismatch && !facts->target_kernel
				     ? " (the device tree has another size)"
				     : "");
	if (v->arch->alias == ALIAS_MIPS)
		add_mips_platform_evidence(v, list, facts->kconfig.path, BASIS_CONFIGURATION,
					   mips_platform_of_config(&facts->kconfig));
}

/* ath79 prints the system's name in the boot log too, with the same meaning as in cpuinfo. */
static const char *mips_system(const struct facts *facts)
{
	return facts->cpuinfo.system_type ? facts->cpuinfo.system_type : facts->bootlog.system;
}

static const char *mips_model(const struct facts *facts)
{
	return facts->cpuinfo.model ? facts->cpuinfo.model : facts->bootlog.cpu;
}

/*
 * ath79 kernels define the cache as aliasing, whatever cache the CPU has. Unless ath79 is ruled
 * out, the boot log, the geometry and the colour probe cannot prove a "no".
 */
static bool can_be_ath79(const struct host_verdict *v, const struct facts *facts)
{
	const char *type = mips_system(facts);

	if (v->arch->alias != ALIAS_MIPS)
		return false;
	if (facts->kconfig.option[KOPT_ATH79].state == OPTION_NO ||
	    facts->kconfig.option[KOPT_ATH79].state == OPTION_ABSENT)
		return false;
	return !type || strstr(type, "Atheros") || strstr(type, "QCA") || strstr(type, "TP9343");
}

/*
 * Can the log say "cache aliases" although the kernel sees no aliases? Before 4.6 the
 * kernel cleared the flag of a BMIPS5000 after it had printed the line (73c4ca047f44).
 * A BMIPS3300 may be a bcm63xx, which is defined not to alias if the kernel does not
 * support the BMIPS4350. If the log does not name the CPU, it may be one of these.
 */
static bool can_boot_log_be_wrong(const struct host_verdict *v, const struct facts *facts)
{
	const char *model = mips_model(facts), *type = mips_system(facts);

	if (!v->arch || v->arch->alias != ALIAS_MIPS)
		return false;
	if (!model || strstr(model, "BMIPS5"))
		return true;
	if (!strstr(model, "BMIPS3") || facts->kconfig.option[KOPT_ATH79].state == OPTION_YES)
		return false;
	return !type || !strncasecmp(type, "bcm63", 5);
}

/* If no way is larger than a page, does that exclude aliases? */
static bool can_way_size_decide(const struct host_verdict *v, const struct facts *facts)
{
	if (v->arch->alias == ALIAS_ALWAYS || !is_mainline_kernel(v))
		return false;
	if (v->arch->alias != ALIAS_MIPS)
		return true;
	/* An erratum of early 74K and 1074K makes them alias at any way size. */
	return !can_be_ath79(v, facts) && facts->cpuinfo.model &&
	       !strstr(facts->cpuinfo.model, "74K");
}

/* Bytes of a way; 0 if it is not known. */
static unsigned long way_size(const struct cache_fact *cache)
{
	unsigned long way;

	/* No cache is that large: treat an overflow as not known. */
	if (cache->sets && cache->line)
		return __builtin_mul_overflow(cache->sets, cache->line, &way) ? 0 : way;
	return cache->size && cache->ways ? cache->size / cache->ways : 0;
}

/*
 * Is no way larger than a page of the kernel to judge? This proves something only if the cache
 * of every CPU is known, and if nothing overrides the geometry.
 */
static bool has_geometry_without_aliases(const struct host_verdict *v, const struct facts *facts)
{
	if (!v->arch || !facts->caches.count || facts->caches.cpus_without ||
	    !can_way_size_decide(v, facts))
		return false;
	for (size_t i = 0; i < facts->caches.count; i++) {
		unsigned long way = way_size(&facts->caches.list[i]);

		if (!way || way > (unsigned long)v->page_size)
			return false;
	}
	return true;
}

/*
 * The running mips kernel may define "no" as a constant of its platform, although the
 * cache aliases under another kernel (cpu-feature-overrides.h; no option shows it).
 * Only the geometry makes that "no" hold for the target kernel.
 */
static bool is_no_of_running_kernel_only(const struct host_verdict *v, const struct facts *facts)
{
	return facts->target_kernel && v->arch && v->arch->alias == ALIAS_MIPS &&
	       !has_geometry_without_aliases(v, facts);
}

/* Page size, in bytes, of the kernel that gave the evidence; 0: not known. */
static long page_size_of_evidence(const struct host_verdict *v, const struct facts *facts)
{
	if (!facts->target_kernel)
		return v->page_size;
	if (!facts->kernel.running_page_size && v->arch)
		return v->arch->page_size;
	return facts->kernel.running_page_size;
}

/*
 * What the running kernel says holds for the target kernel if their page sizes are the
 * same. Larger pages can only remove aliases. Only mips both chooses its page size and
 * asks the CPU, and each of its definitions is monotonic: the way is larger than a page,
 * the page is smaller than 16 KiB, always, or never (c-r4k.c,
 * asm/mach-<machine>/cpu-feature-overrides.h).
 */
static enum tri as_said_of_target_kernel(const struct host_verdict *v, const struct facts *facts,
					 enum tri says)
{
	long pages = page_size_of_evidence(v, facts);

	if (!facts->target_kernel || says == TRI_UNKNOWN)
		return says;
	if (!v->arch || (says == TRI_NO && is_no_of_running_kernel_only(v, facts)))
		return TRI_UNKNOWN;
	if (!pages || !v->page_size)
		return TRI_UNKNOWN;
	if (pages < v->page_size)
		return says == TRI_NO ? TRI_NO : TRI_UNKNOWN;
	if (pages > v->page_size)
		return says == TRI_YES ? TRI_YES : TRI_UNKNOWN;
	return says;
}

/*
 * Text for evidence that the running kernel gave, not the target kernel: it says so. The caller
 * frees it.
 */
static char *evidence_origin(const struct host_verdict *v, const struct facts *facts)
{
	long pages = page_size_of_evidence(v, facts);

	if (!facts->target_kernel)
		return xstrdup("");
	if (!pages)
		return xstrdup(" (seen on the running kernel; its page size is not known)");
	return xasprintf(" (seen on the running kernel, which has pages of %ld KiB)", pages / 1024);
}

static void add_mips_options_evidence(struct host_verdict *v, const struct facts *facts)
{
	bool aliases = string_has_word(facts->cpuinfo.mips_options, "dc_aliases");
	char *by = evidence_origin(v, facts);

	evidence_add(&v->alias.evidence, "/proc/cpuinfo", BASIS_CPUINFO,
		     as_said_of_target_kernel(v, facts, tri_from_bool(aliases)), "%s%s",
		     aliases ? "dc_aliases" : "no dc_aliases in \"Options implemented\"", by);
	free(by);
}

/* XCHAL_DCACHE_SIZE is 0 for a core without a data cache (ESP32): there are no aliases. */
static void add_xtensa_cache_evidence(struct host_verdict *v, const struct facts *facts)
{
	const struct cpuinfo_facts *info = &facts->cpuinfo;

	if (info->has_dcache_size && !info->dcache_size)
		evidence_add(&v->alias.evidence, "/proc/cpuinfo", BASIS_CPUINFO, TRI_NO,
			     "dcache size 0: no data cache");
	else if (info->dcache_ways && info->dcache_size && v->page_size)
		evidence_add(&v->alias.evidence, "/proc/cpuinfo", BASIS_CPUINFO,
			     tri_from_bool(info->dcache_size / info->dcache_ways > v->page_size),
			     "dcache size %ld, ways %ld, pages of %ld KiB", info->dcache_size,
			     info->dcache_ways, v->page_size / 1024);
}

static void add_cpuinfo_evidence(struct host_verdict *v, const struct facts *facts)
{
	static const char source[] = "/proc/cpuinfo";
	const struct cpuinfo_facts *info = &facts->cpuinfo;
	struct evidence_list *list = &v->alias.evidence;

	if (!v->arch)
		return;
	if (v->arch->alias == ALIAS_MIPS) {
		if (info->mips_options)
			add_mips_options_evidence(v, facts);
		/* This is the running kernel's platform; the target kernel may support more. */
		if (!facts->target_kernel)
			add_mips_platform_evidence(
				v, list,
				info->system_type || info->model ? source : facts->bootlog.source,
				BASIS_CPUINFO,
				mips_platform_of_cpuinfo(mips_system(facts), mips_model(facts)));
	} else if (v->arch->alias == ALIAS_XTENSA) {
		add_xtensa_cache_evidence(v, facts);
	} else if (v->arch->alias == ALIAS_SPARC32 && info->sparc_mmu) {
		/*
		 * Only init_hypersparc() sets vac_cache_size, to the size of the external cache.
		 * Every HyperSparc has at least 128 KiB.
		 */
		bool hypersparc = strstr(info->sparc_mmu, "HyperSparc");

		evidence_add(list, source, BASIS_CPUINFO, tri_from_bool(hypersparc), "MMU type: %s",
			     info->sparc_mmu);
	}
}

/* The refused offsets give the span of the CPU. Compare it with the target kernel's page size. */
static enum tri span_says(const struct host_verdict *v, const struct facts *facts)
{
	if (!facts->target_kernel)
		return TRI_YES;
	if (!v->page_size)
		return TRI_UNKNOWN;
	if (facts->colour.span > (unsigned long)v->page_size)
		return TRI_YES;
	if (v->arch->colour != COLOUR_EXACT || !can_way_size_decide(v, facts) ||
	    is_no_of_running_kernel_only(v, facts))
		return TRI_UNKNOWN;
	return TRI_NO;
}

static void add_colour_probe_evidence(struct host_verdict *v, const struct facts *facts)
{
	const struct colour_probe *probe = &facts->colour;
	struct evidence_list *list = &v->alias.evidence;
	enum colour_rule rule = v->arch && is_mainline_kernel(v) ? v->arch->colour : COLOUR_SILENT;
	enum tri says = TRI_UNKNOWN;
	const char *nothing;
	char *by;

	if (!probe->done)
		return;
	if (rule != COLOUR_SILENT && probe->refused)
		says = span_says(v, facts);
	else if (rule == COLOUR_EXACT && !can_be_ath79(v, facts))
		says = as_said_of_target_kernel(v, facts, TRI_NO);
	nothing = says != TRI_UNKNOWN    ? ""
		  : facts->target_kernel ? "; proves nothing for this kernel"
					 : "; proves nothing on this architecture";
	by = evidence_origin(v, facts);
	if (probe->refused)
		evidence_add(list, "colour probe", BASIS_COLOUR_PROBE, says,
			     "%u of %u offsets refused, span %lu KiB%s%s", probe->refused,
			     probe->asked, probe->span / 1024, by, nothing);
	else
		evidence_add(list, "colour probe", BASIS_COLOUR_PROBE, says,
			     "all accepted (%u offsets)%s%s", probe->asked, by, nothing);
	free(by);
}

static void add_boot_log_evidence(struct host_verdict *v, const struct facts *facts)
{
	const struct bootlog_facts *log = &facts->bootlog;
	enum tri says = log->aliases;
	char *by;

	if (!log->line)
		return;
	/* A cache size is a fact about the CPU, whichever kernel printed it. */
	if (log->vac_size && v->page_size)
		says = tri_from_bool(log->vac_size > (unsigned long)v->page_size);
	else
		says = as_said_of_target_kernel(v, facts, says);
	if (says == TRI_NO && v->arch &&
	    (can_be_ath79(v, facts) || is_no_of_running_kernel_only(v, facts)))
		says = TRI_UNKNOWN;
	if (says == TRI_YES && can_boot_log_be_wrong(v, facts))
		says = TRI_UNKNOWN;
	by = evidence_origin(v, facts);
	evidence_add(&v->alias.evidence, log->source, BASIS_BOOT_LOG, says, "%s%s", log->line, by);
	free(by);
}

static void add_geometry_evidence(struct host_verdict *v, const struct facts *facts)
{
	bool exclude = has_geometry_without_aliases(v, facts);

	for (size_t i = 0; i < facts->caches.count; i++) {
		const struct cache_fact *cache = &facts->caches.list[i];
		unsigned long way = way_size(cache);
		bool larger = way > (unsigned long)v->page_size;
		char *size;

		if (!way || !v->page_size)
			continue;
		size = size_words(way);
		evidence_add(&v->alias.evidence, cache->where, BASIS_CACHE_GEOMETRY,
			     exclude ? TRI_NO : TRI_UNKNOWN, "way of %s %s page of %ld KiB: %s",
			     size, larger ? ">" : "<=", v->page_size / 1024,
			     larger ? "aliases if virtually indexed" : "all pages have one colour");
		free(size);
	}
}

static unsigned long span_of(const struct host_verdict *v, const struct facts *facts)
{
	unsigned long span = 0;

	if (facts->colour.done && facts->colour.refused && v->arch &&
	    v->arch->colour != COLOUR_SILENT)
		return facts->colour.span;
	for (size_t i = 0; i < facts->caches.count; i++) {
		unsigned long way = way_size(&facts->caches.list[i]);

		if (way > span)
			span = way;
	}
	if (span > (unsigned long)v->page_size)
		return span;
	if (facts->bootlog.vac_size)
		return facts->bootlog.vac_size;
	if (!v->arch)
		return 0;
	if (v->arch->alias == ALIAS_XTENSA && facts->cpuinfo.dcache_ways)
		return facts->cpuinfo.dcache_size / facts->cpuinfo.dcache_ways;
	if (v->arch->alias == ALIAS_NIOS2)
		return facts->kconfig.option[KOPT_NIOS2_DCACHE_SIZE].number;
	if (v->arch->span)
		return v->arch->span;
	return (unsigned long)v->arch->span_pages * v->page_size;
}

/* The evidence is in order of strength: the first item with an answer decides. */
static void decide_aliasing(struct alias_verdict *alias)
{
	for (size_t i = 0; i < alias->evidence.count; i++) {
		const struct evidence *item = &alias->evidence.list[i];

		if (item->says == TRI_UNKNOWN)
			continue;
		if (alias->aliasing == TRI_UNKNOWN) {
			alias->aliasing = item->says;
			alias->basis = item->basis;
		} else if (item->says != alias->aliasing) {
			alias->contradicted = true;
		}
	}
}

static enum alias_check check_of(const struct host_verdict *v)
{
	enum tri has = v->options[KOPT_ARCH_HAS_CPU_CACHE_ALIASING].built;

	if (has == TRI_YES)
		return CHECK_RUNTIME;
	if (!v->arch)
		return CHECK_UNKNOWN;
	if (v->arch->alias == ALIAS_NEVER && !arch_has(v->arch, CHECKED_ANYWAY))
		return CHECK_NOT_NEEDED;
	if (has == TRI_UNKNOWN)
		return CHECK_UNKNOWN;
	/* FS_DAX has this dependency up to 6.8; commit 902ccb86ed02 removed it. */
	if (arch_has(v->arch, KCONFIG_EXCLUDES_FS_DAX))
		return v->options[KOPT_FS_DAX].built == TRI_YES ? CHECK_NONE : CHECK_KCONFIG;
	return CHECK_NONE;
}

void judge_aliasing(struct host_verdict *verdict, const struct facts *facts)
{
	add_architecture_evidence(verdict, facts);
	add_configuration_evidence(verdict, facts);
	add_cpuinfo_evidence(verdict, facts);
	add_colour_probe_evidence(verdict, facts);
	add_boot_log_evidence(verdict, facts);
	add_geometry_evidence(verdict, facts);
	decide_aliasing(&verdict->alias);
	if (verdict->alias.aliasing == TRI_YES)
		verdict->alias.span = span_of(verdict, facts);
	verdict->alias_check = check_of(verdict);
}
