// SPDX-License-Identifier: GPL-2.0-only
/*
 * What each mode needs, one check after the other. The kernel's own rules:
 * Kconfig of fs, drivers/dax, drivers/nvdimm, mm; drivers/dax/super.c,
 * drivers/dax/device.c; 5.10 to 7.3.
 */
#include <stdlib.h>
#include <string.h>
#include "judge.h"

struct court {
	const struct facts *facts;
	struct host_verdict *verdict;
	struct mode_verdict *mode; /* the one being judged */
};

static const char *machine_of(const struct court *c)
{
	return c->facts->kernel.machine ? c->facts->kernel.machine : "unknown";
}

static struct check *add_check(struct court *c, enum gate gate, enum tri result,
			       enum reason reason)
{
	struct check *check;

	if (c->mode->check_count == MAX_CHECKS)
		abort();
	check = &c->mode->checks[c->mode->check_count++];
	check->gate = gate;
	check->result = result;
	check->reason = result == TRI_YES ? REASON_NONE : reason;
	return check;
}

/* An option that must be in; reason: why it matters if it is not. */
static enum tri need_option(struct court *c, enum kernel_option which, const char *what,
			    enum reason reason)
{
	const struct option_verdict *option = &c->verdict->options[which];
	struct check *check;

	check = add_check(c, GATE_KERNEL, option->built,
			  option->built == TRI_UNKNOWN ? REASON_CONFIG_UNKNOWN : reason);
	check->what = what;
	check->about = what;
	check->source = option->source;
	return option->built;
}

#define NEED_OPTION(court, name, reason) need_option(court, KOPT_##name, "CONFIG_" #name, reason)

/* Is a module's code there, or would it come when asked for? */
static enum tri module_usable(const struct court *c, enum kernel_module which, enum reason *reason)
{
	switch (c->verdict->modules[which]) {
	case MODULE_STATE_BUILTIN:
	case MODULE_STATE_LOADED:
		return TRI_YES;
	case MODULE_STATE_AVAILABLE:
		*reason = REASON_MODULES_DISABLED;
		return c->facts->modules.disabled == TRI_YES ? TRI_NO : TRI_YES;
	case MODULE_STATE_BLACKLISTED:
		*reason = REASON_MODULE_BLACKLISTED;
		return TRI_NO;
	case MODULE_STATE_MISSING:
		/* Not built is the kernel gate's to report. */
		*reason = c->verdict->options[kernel_module_option(which)].built == TRI_NO
				  ? REASON_NONE
				  : REASON_MODULE_MISSING;
		return TRI_NO;
	case MODULE_STATE_UNKNOWN:
		break;
	}
	*reason = REASON_MODULE_UNKNOWN;
	return TRI_UNKNOWN;
}

static void need_module(struct court *c, enum kernel_module which)
{
	enum reason reason = REASON_NONE;
	enum tri usable = module_usable(c, which, &reason);
	struct check *check = add_check(c, GATE_DRIVER, usable, reason);

	check->what = kernel_module_name(which);
	check->about = kernel_module_name(which);
	check->source = c->facts->modules.dir;
}

/* alloc_dax() with operations refuses where the cache aliases; with NULL (device DAX) it does not ask. */
static void need_no_aliases(struct court *c)
{
	const struct alias_verdict *alias = &c->verdict->alias;
	struct check *check;

	check = add_check(c, GATE_CPU, tri_not(alias->aliasing),
			  alias->aliasing == TRI_YES ? REASON_CPU_DCACHE_ALIASING
			  : c->verdict->arch	     ? REASON_CPU_ALIAS_EVIDENCE
						     : REASON_ARCH_UNKNOWN);
	check->what = "no data cache aliases";
	check->about = c->verdict->arch ? c->verdict->arch->name : machine_of(c);
	check->source = basis_name(alias->basis);
}

static void exempt_from_aliases(struct court *c)
{
	add_check(c, GATE_CPU, TRI_YES, REASON_NONE)->what = "exempt from the aliasing check";
}

/*
 * Why a kernel has no ZONE_DEVICE. A symbol that is "not set" could have been
 * turned on; one that is absent could not: then either a dependency was turned
 * off or the architecture has none.
 */
static enum reason zone_device_reason(const struct court *c)
{
	const struct arch *arch = c->verdict->arch;
	enum option_state state = c->facts->kconfig.option[KOPT_ZONE_DEVICE].state;
	const struct option_fact *devmap = &c->facts->kconfig.option[KOPT_ARCH_HAS_PTE_DEVMAP];

	if (state == OPTION_NO)
		return REASON_CONFIG_ZONE_DEVICE;
	if (arch && arch->zone_device == BUILD_NO)
		return REASON_ARCH_NO_ZONE_DEVICE;
	if (arch && arch->zone_device == BUILD_SOME && devmap->state != OPTION_YES)
		return REASON_ARCH_NO_ZONE_DEVICE;
	if (state == OPTION_ABSENT &&
	    c->verdict->options[KOPT_MEMORY_HOTREMOVE].built == TRI_NO)
		return REASON_CONFIG_MEMORY_HOTREMOVE;
	return REASON_CONFIG_ZONE_DEVICE;
}

/*
 * Returns TRI_NO if there is none for good, and then what depends on it need
 * not be looked at: it would only repeat the reason.
 */
static enum tri need_zone_device(struct court *c)
{
	const struct option_verdict *option = &c->verdict->options[KOPT_ZONE_DEVICE];
	const struct arch *arch = c->verdict->arch;
	enum tri built = option->built;
	enum reason reason = REASON_CONFIG_UNKNOWN;
	struct check *check;

	/* No configuration needed to know what mainline cannot build. */
	if (built == TRI_UNKNOWN && arch && arch->zone_device == BUILD_NO)
		built = TRI_NO;
	if (built == TRI_NO)
		reason = zone_device_reason(c);
	check = add_check(c, GATE_KERNEL, built, reason);
	check->what = "CONFIG_ZONE_DEVICE";
	check->about = reason == REASON_ARCH_NO_ZONE_DEVICE ? machine_of(c)
							     : check->what;
	check->source = option->source ? option->source : "architecture";
	return built;
}

static void need_pmem(struct court *c)
{
	const struct option_verdict *phys = &c->verdict->options[KOPT_PHYS_ADDR_T_64BIT];
	enum tri libnvdimm = c->verdict->options[KOPT_LIBNVDIMM].built;
	const struct arch *arch = c->verdict->arch;
	bool impossible = arch && arch->libnvdimm == BUILD_NO;
	struct check *check;

	if (arch && arch->libnvdimm == BUILD_SOME && libnvdimm == TRI_NO && phys->built == TRI_NO)
		impossible = true;
	if (libnvdimm != TRI_YES && impossible) {
		check = add_check(c, GATE_KERNEL, TRI_NO, REASON_ARCH_NO_LIBNVDIMM);
		check->what = "CONFIG_LIBNVDIMM";
		check->about = machine_of(c);
		check->source = phys->source ? phys->source : "architecture";
		return;
	}
	NEED_OPTION(c, BLK_DEV_PMEM, REASON_CONFIG_PMEM_DRIVER);
}

/* Is the option of a class's driver in? */
static enum tri class_driven(const struct court *c, const struct class_words *class)
{
	enum tri driven = c->verdict->options[kernel_module_option(class->module)].built;
	bool dax = c->mode == &c->verdict->modes[MODE_DEVDAX] ||
		   c->mode == &c->verdict->modes[MODE_SYSTEM_RAM];

	/* A volatile CXL region becomes a dax device without any namespace. */
	if (class->bit == CLASS_CXL && dax)
		driven = tri_or(driven, c->verdict->options[KOPT_DEV_DAX_CXL].built);
	return driven;
}

static unsigned int classes_here(const struct court *c)
{
	return c->verdict->arch ? c->verdict->arch->classes : ~0U;
}

static void add_limit(struct mode_verdict *mode, enum reason reason, enum tri supported,
		      const char *about, unsigned int class)
{
	struct limit *limit;

	for (size_t i = 0; i < mode->limit_count; i++) {
		limit = &mode->limits[i];
		if (limit->reason == reason && limit->supported == supported &&
		    limit->about == about) {
			limit->classes |= class;
			return;
		}
	}
	if (mode->limit_count == MAX_LIMITS)
		abort();
	mode->limits[mode->limit_count++] = (struct limit){
		.reason = reason, .supported = supported, .about = about, .classes = class
	};
}

/* Could the mode be had on a class, its driver put aside? If not "yes", *reason says why. */
typedef enum tri (*reach_fn)(const struct court *c, const struct class_words *class,
			     enum reason *reason);

/* What the classes say together: the mode holds as soon as it holds for one. */
struct class_tally {
	enum tri built;	 /* driver built and mode reachable */
	enum tri usable; /* and its module there */
	enum reason not_built, not_usable;
	const char *module; /* the one that not_usable is about */
};

static void tally_class(struct court *c, const struct class_words *class, reach_fn reaches,
			struct class_tally *tally)
{
	enum reason why_not = REASON_NONE, why_no_module = REASON_NONE;
	enum tri driven = class_driven(c, class);
	enum tri reached = reaches(c, class, &why_not);
	enum tri both = tri_and(driven, reached), usable;
	const char *module = kernel_module_name(class->module);

	if (reached != TRI_YES && why_not != REASON_NONE) {
		add_limit(c->mode, why_not, reached, NULL, class->bit);
		if (driven != TRI_NO)
			tally->not_built = why_not;
	}
	tally->built = tri_or(tally->built, both);
	if (both == TRI_NO)
		return;
	usable = module_usable(c, class->module, &why_no_module);
	if (both == TRI_YES && usable == TRI_YES)
		c->mode->classes |= class->bit;
	else if (both == TRI_YES)
		add_limit(c->mode, why_no_module, usable, module, class->bit);
	if (usable != TRI_YES && tally->usable != TRI_YES) {
		tally->not_usable = why_no_module;
		tally->module = module;
	}
	tally->usable = tri_or(tally->usable, usable);
}

static void show_option(const struct court *c, struct check *check, enum kernel_option option,
			const char *what)
{
	check->what = what;
	check->source = c->verdict->options[option].source;
}

static void need_class(struct court *c, reach_fn reaches)
{
	struct class_tally tally = {
		.built = TRI_NO,
		.usable = TRI_NO,
		.not_built = REASON_CONFIG_PMEM_DRIVER,
		.not_usable = REASON_NONE,
	};
	struct check *check;

	for (unsigned int i = 0; i < CLASS_COUNT; i++)
		if (classes_here(c) & class_words(i)->bit)
			tally_class(c, class_words(i), reaches, &tally);

	check = add_check(c, GATE_KERNEL, tally.built,
			  tally.built == TRI_UNKNOWN ? REASON_CONFIG_UNKNOWN : tally.not_built);
	check->what = "a driver for a class of device";
	check->about = check->what;
	check->source = c->facts->kconfig.path;
	if (check->reason == REASON_CONFIG_NVDIMM_PFN)
		show_option(c, check, KOPT_NVDIMM_PFN, "CONFIG_NVDIMM_PFN");
	else if (check->reason == REASON_CONFIG_NVDIMM_DAX)
		show_option(c, check, KOPT_NVDIMM_DAX, "CONFIG_NVDIMM_DAX");
	if (tally.built == TRI_NO)
		return;
	check = add_check(c, GATE_DRIVER, tally.usable, tally.not_usable);
	check->what = "the module for a class of device";
	check->about = tally.module;
	check->source = c->facts->modules.dir;
}

/* An info block takes NVDIMM_PFN; without, only a raw namespace with struct pages is left. */
static enum tri fsdax_reaches(const struct court *c, const struct class_words *class,
			      enum reason *reason)
{
	enum tri pfn = c->verdict->options[KOPT_NVDIMM_PFN].built;
	/* pmem_should_map_pages(): ARCH_MEMREMAP_PMEM must be MEMREMAP_WB */
	enum tri raw = class->pagemap ? c->verdict->options[KOPT_ARCH_HAS_PMEM_API].built : TRI_NO;
	enum tri reached = tri_or(pfn, raw);

	/* Soft-reserved memory has no namespaces. */
	if (class->bit == CLASS_HMEM)
		return TRI_NO;
	if (reached == TRI_UNKNOWN)
		*reason = REASON_CONFIG_UNKNOWN;
	else if (reached == TRI_NO)
		*reason = REASON_CONFIG_NVDIMM_PFN;
	return reached;
}

static enum tri block_reaches(const struct court *c, const struct class_words *class,
			      enum reason *reason)
{
	(void)c, (void)reason;
	return tri_from_bool(class->bit != CLASS_HMEM);
}

/* dax_pmem takes what nd_dax_probe() found; hmem devices come from dax_hmem itself. */
static enum tri devdax_reaches(const struct court *c, const struct class_words *class,
			       enum reason *reason)
{
	enum tri pfn = c->verdict->options[KOPT_NVDIMM_PFN].built;
	enum tri dax = tri_and(c->verdict->options[KOPT_NVDIMM_DAX].built,
			       c->verdict->options[KOPT_DEV_DAX_PMEM].built);

	if (class->bit == CLASS_CXL)
		dax = tri_or(dax, c->verdict->options[KOPT_DEV_DAX_CXL].built);
	if (class->bit == CLASS_HMEM)
		return TRI_YES;
	if (dax == TRI_UNKNOWN)
		*reason = REASON_CONFIG_UNKNOWN;
	else if (dax == TRI_NO)
		*reason = pfn == TRI_NO ? REASON_CONFIG_NVDIMM_PFN : REASON_CONFIG_NVDIMM_DAX;
	return dax;
}

static void judge_fsdax(struct court *c)
{
	enum tri zone;

	need_pmem(c);
	zone = need_zone_device(c);
	if (zone != TRI_NO) {
		NEED_OPTION(c, FS_DAX, REASON_CONFIG_FS_DAX);
		need_class(c, fsdax_reaches);
	}
	need_no_aliases(c);
	need_module(c, KMOD_nd_pmem);
}

static void judge_devdax(struct court *c)
{
	enum tri zone;

	exempt_from_aliases(c);
	zone = need_zone_device(c);
	if (zone != TRI_NO) {
		/* drivers/dax/device.c check_vma(): the inode's S_DAX is 0 without FS_DAX */
		if (NEED_OPTION(c, DEV_DAX, REASON_CONFIG_DEV_DAX) != TRI_NO)
			NEED_OPTION(c, FS_DAX, REASON_DEVDAX_NEEDS_FS_DAX);
		need_class(c, devdax_reaches);
	}
	need_module(c, KMOD_device_dax);
}

static void judge_block(struct court *c)
{
	exempt_from_aliases(c);
	need_pmem(c);
	/* Without LIBNVDIMM there is no class to ask for. */
	if (c->mode->checks[c->mode->check_count - 1].result != TRI_NO)
		need_class(c, block_reaches);
	need_module(c, KMOD_nd_pmem);
}

static void judge_virtiofs_dax(struct court *c)
{
	if (need_zone_device(c) != TRI_NO) {
		NEED_OPTION(c, FS_DAX, REASON_CONFIG_FS_DAX);
		NEED_OPTION(c, FUSE_DAX, REASON_CONFIG_FUSE_DAX);
	}
	need_no_aliases(c);
	need_module(c, KMOD_virtiofs);
}

/* dm passes on what its legs have: fs_dax_get_by_bdev() of each is NULL without FS_DAX. */
static void judge_dm_dax(struct court *c)
{
	if (need_zone_device(c) != TRI_NO)
		NEED_OPTION(c, FS_DAX, REASON_CONFIG_FS_DAX);
	NEED_OPTION(c, BLK_DEV_DM, REASON_CONFIG_DM);
	need_no_aliases(c);
	need_module(c, KMOD_dm_mod);
}

static void judge_dcssblk_dax(struct court *c)
{
	const struct arch *arch = c->verdict->arch;
	struct check *check;

	if (arch && strcmp(arch->name, "s390")) {
		exempt_from_aliases(c);
		check = add_check(c, GATE_KERNEL, TRI_NO, REASON_ARCH_NO_DCSSBLK);
		check->what = "s390";
		check->about = machine_of(c);
		check->source = "architecture";
		add_check(c, GATE_DRIVER, TRI_NO, REASON_NONE)->what = "dcssblk";
		return;
	}
	if (NEED_OPTION(c, DCSSBLK, REASON_CONFIG_DCSSBLK) != TRI_NO)
		NEED_OPTION(c, FS_DAX, REASON_CONFIG_FS_DAX);
	/* Up to 6.14 FS_DAX_LIMITED; since, ZONE_DEVICE, after releases that had neither. */
	if (c->verdict->options[KOPT_FS_DAX].built == TRI_YES &&
	    c->verdict->options[KOPT_FS_DAX_LIMITED].built != TRI_YES) {
		check = add_check(c, GATE_KERNEL, TRI_UNKNOWN, REASON_DCSSBLK_DAX_UNPROVEN);
		check->what = "DAX in dcssblk";
		check->about = check->what;
	}
	need_no_aliases(c);
	need_module(c, KMOD_dcssblk);
}

/* kmem hands the memory to the buddy allocator: no DAX mapping, no alias, no FS_DAX. */
static void judge_system_ram(struct court *c)
{
	const struct option_verdict *kmem = &c->verdict->options[KOPT_DEV_DAX_KMEM];
	const struct arch *arch = c->verdict->arch;

	exempt_from_aliases(c);
	if (kmem->built != TRI_YES && arch && arch->zone_device == BUILD_NO)
		need_zone_device(c);
	else if (NEED_OPTION(c, DEV_DAX_KMEM, REASON_CONFIG_DEV_DAX_KMEM) != TRI_NO)
		need_class(c, devdax_reaches);
	need_module(c, KMOD_kmem);
}

static void close_mode(struct mode_verdict *mode)
{
	enum gate gate;

	for (gate = 0; gate < GATE_COUNT; gate++)
		mode->gates[gate] = TRI_YES;
	for (size_t i = 0; i < mode->check_count; i++) {
		const struct check *check = &mode->checks[i];

		mode->gates[check->gate] = tri_and(mode->gates[check->gate], check->result);
	}
	mode->supported = TRI_YES;
	for (gate = 0; gate < GATE_COUNT; gate++)
		mode->supported = tri_and(mode->supported, mode->gates[gate]);
	if (mode->supported == TRI_NO)
		mode->classes = 0;
}

static unsigned int undriven_classes(const struct court *c)
{
	unsigned int undriven = 0;

	for (unsigned int i = 0; i < CLASS_COUNT; i++)
		if (c->verdict->arch && c->verdict->arch->classes & class_words(i)->bit &&
		    class_driven(c, class_words(i)) == TRI_NO)
			undriven |= class_words(i)->bit;
	return undriven;
}

void judge_modes(struct host_verdict *verdict, const struct facts *facts)
{
	static void (*const judges[MODE_COUNT])(struct court *) = {
		[MODE_FSDAX] = judge_fsdax,
		[MODE_DEVDAX] = judge_devdax,
		[MODE_BLOCK] = judge_block,
		[MODE_VIRTIOFS_DAX] = judge_virtiofs_dax,
		[MODE_DM_DAX] = judge_dm_dax,
		[MODE_DCSSBLK_DAX] = judge_dcssblk_dax,
		[MODE_SYSTEM_RAM] = judge_system_ram,
	};
	struct court court = { .facts = facts, .verdict = verdict };

	for (int i = 0; i < MODE_COUNT; i++) {
		court.mode = &verdict->modes[i];
		judges[i](&court);
		close_mode(court.mode);
	}
	verdict->undriven = undriven_classes(&court);
}
