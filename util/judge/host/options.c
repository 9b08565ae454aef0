// SPDX-License-Identifier: GPL-2.0-only
/*
 * Is the kernel built with an option? The configuration or the running kernel shows it. If they
 * disagree, the running kernel is right: the configuration belongs to another kernel, or a
 * module was built separately.
 */
#include "options.h"

#include <string.h>

#include "../../lib/array.h"
#include "bus-seen.h"
#include "dax-seen.h"

/* From the configuration. Returns false if it does not say. */
static bool from_configuration(struct option_verdict *verdict, const struct facts *facts,
			       enum kernel_option option)
{
	switch (facts->kconfig.option[option].state) {
	case OPTION_YES:
	case OPTION_VALUE:
		verdict->built = TRI_YES;
		break;
	case OPTION_MODULE:
		verdict->built = TRI_YES;
		verdict->module = true;
		break;
	case OPTION_NO:
	case OPTION_ABSENT:
		verdict->built = TRI_NO;
		break;
	case OPTION_UNREAD:
		return false;
	}
	verdict->source = facts->kconfig.path;
	return true;
}

/*
 * Functions that exist if and only if their option is on. If a function belongs to a module,
 * its absence counts only while the module's code is in the kernel. Another function of the
 * module (host) shows that.
 */
static const struct {
	enum kernel_option option;
	enum kernel_symbol symbol;
	enum kernel_symbol host; /* KSYM_COUNT: the function is in the kernel image */
} symbols[] = {
	{ KOPT_ARCH_HAS_PMEM_API, KSYM_arch_wb_cache_pmem, KSYM_COUNT },
	{ KOPT_FS_DAX, KSYM_dax_iomap_rw, KSYM_COUNT },             /* fs/dax.c */
	{ KOPT_ZONE_DEVICE, KSYM_devm_memremap_pages, KSYM_COUNT }, /* mm/memremap.c */
	{ KOPT_BLK_DEV_DM, KSYM_dm_table_event, KSYM_dm_table_event },
	{ KOPT_FUSE_DAX, KSYM_fuse_dax_conn_alloc, KSYM_fuse_dax_conn_alloc },
	/* Old captures lack this symbol: only its presence counts. */
	{ KOPT_ND_CLAIM, KSYM_devm_nsio_enable, KSYM_devm_nsio_enable },
	{ KOPT_LIBNVDIMM, KSYM_nvdimm_bus_register, KSYM_nvdimm_bus_register },
	{ KOPT_NVDIMM_PFN, KSYM_nd_pfn_probe, KSYM_nvdimm_bus_register },
	{ KOPT_NVDIMM_DAX, KSYM_nd_dax_probe, KSYM_nvdimm_bus_register },
};

static void from_symbols(struct option_verdict *verdict, const struct facts *facts,
			 enum kernel_option option)
{
	for (size_t i = 0; i < ARRAY_SIZE(symbols); i++) {
		bool host_seen =
			symbols[i].host == KSYM_COUNT || facts->symbols.have[symbols[i].host];

		if (symbols[i].option != option || !facts->symbols.read)
			continue;
		if (facts->symbols.have[symbols[i].symbol])
			verdict->built = TRI_YES;
		else if (facts->symbols.whole && host_seen)
			verdict->built = TRI_NO;
		if (verdict->built != TRI_UNKNOWN)
			verdict->source = "/proc/kallsyms";
	}
}

/* nd_pfn_create(), nd_dax_create() and nd_btt_create() are stubs if their option is off. */
static void from_seeds(struct option_verdict *verdict, const struct facts *facts,
		       enum kernel_option option)
{
	enum tri seed;

	if (!facts->seeds.regions_enabled)
		return;
	if (option == KOPT_NVDIMM_PFN)
		seed = facts->seeds.pfn;
	else if (option == KOPT_NVDIMM_DAX)
		seed = facts->seeds.dax;
	else if (option == KOPT_BTT)
		seed = facts->seeds.btt;
	else
		return;
	verdict->built = seed;
	if (seed != TRI_UNKNOWN)
		verdict->source = "/sys/bus/nd/devices";
}

static void from_modules(struct option_verdict *verdict, const struct facts *facts,
			 enum kernel_option option)
{
	for (int i = 0; i < KMOD_COUNT; i++) {
		const struct module_fact *module = &facts->modules.module[i];

		if (kernel_module_option(i) != option)
			continue;
		if (module->loaded || module->installed) {
			verdict->built = TRI_YES;
			verdict->module = true;
			verdict->source = module->loaded ? "/sys/module" : facts->modules.dir;
		} else if (module->builtin) {
			verdict->built = TRI_YES;
			verdict->source = facts->modules.dir;
		} else if (module->driver) {
			verdict->built = TRI_YES;
			verdict->source = "/sys/bus";
		}
		/*
		 * A module that is not installed may still be built: distributions split
		 * packages.
		 */
	}
}

/* The source of a device, or of DAX in use, that proves an option; NULL: there is none. */
static const char *shown_by_devices(const struct facts *facts, enum kernel_option option)
{
	if (facts->target_kernel)
		return NULL;
	if (has_dax_proving_option(facts, option))
		return DAX_SEEN_SOURCE;
	if (has_bus_proving_option(facts, option))
		return BUS_SEEN_SOURCE;
	return dax_use_proving_option(facts, option);
}

/* The path at which the running kernel shows that an option is on; NULL: none. */
static const char *shown_by_running_kernel(const struct facts *facts, enum kernel_option option)
{
	const struct seed_facts *seeds = &facts->seeds;

	if (facts->target_kernel)
		return NULL;
	for (int i = 0; i < KMOD_COUNT; i++) {
		if (kernel_module_option(i) != option)
			continue;
		if (facts->modules.module[i].loaded)
			return "/sys/module";
		if (facts->modules.module[i].driver)
			return "/sys/bus";
	}
	if (seeds->regions_enabled && ((option == KOPT_NVDIMM_PFN && seeds->pfn == TRI_YES) ||
				       (option == KOPT_NVDIMM_DAX && seeds->dax == TRI_YES) ||
				       (option == KOPT_BTT && seeds->btt == TRI_YES)))
		return "/sys/bus/nd/devices";
	return shown_by_devices(facts, option);
}

static void apply_running_kernel(struct option_verdict *verdict, const char *shown)
{
	if (verdict->built != TRI_NO || !shown)
		return;
	verdict->denied_by = verdict->source;
	verdict->built = TRI_YES;
	verdict->module = !strcmp(shown, "/sys/module");
	verdict->source = shown;
}

static void from_devices(struct option_verdict *verdict, const struct facts *facts,
			 enum kernel_option option)
{
	const char *shown = shown_by_devices(facts, option);

	if (!shown)
		return;
	verdict->built = TRI_YES;
	verdict->source = shown;
}

/* By Kconfig, an option that is on proves the options that it selects or depends on. */
static const struct {
	enum kernel_option option, implies;
} implications[] = {
	{ KOPT_NVDIMM_DAX, KOPT_NVDIMM_PFN },
	{ KOPT_NVDIMM_PFN, KOPT_ZONE_DEVICE },
	{ KOPT_DEV_DAX_PMEM, KOPT_NVDIMM_DAX },
	{ KOPT_FUSE_DAX, KOPT_FS_DAX },
	{ KOPT_DEV_DAX_KMEM, KOPT_DEV_DAX },
	{ KOPT_BLK_DEV_PMEM, KOPT_LIBNVDIMM },
	{ KOPT_BLK_DEV_PMEM, KOPT_DAX },
	{ KOPT_DEV_DAX, KOPT_DAX },
	{ KOPT_NVDIMM_PFN, KOPT_ND_CLAIM },
	{ KOPT_BTT, KOPT_ND_CLAIM },
	{ KOPT_ND_BTT, KOPT_BTT },
	{ KOPT_ACPI_NFIT, KOPT_LIBNVDIMM },
	{ KOPT_CXL_PMEM, KOPT_LIBNVDIMM },
	{ KOPT_OF_PMEM, KOPT_LIBNVDIMM },
	{ KOPT_PAPR_SCM, KOPT_LIBNVDIMM },
	{ KOPT_VIRTIO_PMEM, KOPT_LIBNVDIMM },
	{ KOPT_X86_PMEM_LEGACY, KOPT_LIBNVDIMM },
};

static void from_implications(struct host_verdict *verdict)
{
	bool changed = true;

	while (changed) {
		changed = false;
		for (size_t i = 0; i < ARRAY_SIZE(implications); i++) {
			const struct option_verdict *from =
				&verdict->options[implications[i].option];
			struct option_verdict *to = &verdict->options[implications[i].implies];

			if (from->built != TRI_YES || to->built == TRI_YES)
				continue;
			/* Both values come from one file: keep them. */
			if (to->built == TRI_NO && !from->denied_by)
				continue;
			if (to->built == TRI_NO)
				to->denied_by = to->source;
			to->built = TRI_YES;
			to->source = from->source;
			changed = true;
		}
	}
}

void judge_options(struct host_verdict *verdict, const struct facts *facts)
{
	for (int i = 0; i < KOPT_COUNT; i++) {
		struct option_verdict *option = &verdict->options[i];

		if (from_configuration(option, facts, i)) {
			apply_running_kernel(option, shown_by_running_kernel(facts, i));
			continue;
		}
		from_symbols(option, facts, i);
		if (option->built == TRI_UNKNOWN)
			from_seeds(option, facts, i);
		if (option->built == TRI_UNKNOWN)
			from_modules(option, facts, i);
		if (option->built == TRI_UNKNOWN)
			from_devices(option, facts, i);
	}
	from_implications(verdict);
}
