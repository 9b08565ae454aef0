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
	check->option = true;
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
	check->option = true;
	check->about = c->verdict->arch ? c->verdict->arch->name : machine_of(c);
	check->source = basis_name(alias->basis);
}

static void exempt_from_aliases(struct court *c)
{
	add_check(c, GATE_CPU, TRI_YES, REASON_NONE)->what = "exempt from the aliasing check";
}

static bool configured(const struct court *c, enum kernel_option option)
{
	return c->facts->kconfig.option[option].state == OPTION_YES;
}

/*
 * Why a kernel has no ZONE_DEVICE. A symbol that is "not set" could have been
 * turned on; one that is absent could not: a dependency is missing. If none of
 * those that people choose is, the architecture has not the others: it needs
 * ARCH_ENABLE_MEMORY_HOTPLUG and, up to 6.16, ARCH_HAS_PTE_DEVMAP.
 */
static enum reason zone_device_reason(const struct court *c)
{
	const struct arch *arch = c->verdict->arch;
	bool some = arch && arch->zone_device == BUILD_SOME;

	if (c->facts->kconfig.option[KOPT_ZONE_DEVICE].state == OPTION_NO)
		return REASON_CONFIG_ZONE_DEVICE;
	if (arch && arch->zone_device == BUILD_NO)
		return REASON_ARCH_NO_ZONE_DEVICE;
	if (c->facts->kconfig.option[KOPT_ZONE_DEVICE].state != OPTION_ABSENT ||
	    !configured(c, KOPT_SPARSEMEM_VMEMMAP))
		return REASON_CONFIG_ZONE_DEVICE;
	if (some && !configured(c, KOPT_ARCH_ENABLE_MEMORY_HOTPLUG))
		return REASON_ARCH_NO_ZONE_DEVICE;
	if (!configured(c, KOPT_MEMORY_HOTPLUG))
		return REASON_CONFIG_ZONE_DEVICE;
	if (!configured(c, KOPT_MEMORY_HOTREMOVE))
		return REASON_CONFIG_MEMORY_HOTREMOVE;
	return some ? REASON_ARCH_NO_ZONE_DEVICE : REASON_CONFIG_ZONE_DEVICE;
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
	check->option = true;
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

static enum tri built(const struct court *c, enum kernel_option option)
{
	return c->verdict->options[option].built;
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

/*
 * How devices of a class come to a mode. Most have namespaces; soft-reserved
 * memory and volatile CXL regions become dax devices without any.
 */
struct route {
	enum device_class class;
	enum kernel_module driver;
	bool namespaces;
	bool pagemap; /* raw namespaces have struct pages: see struct class_words */
};

#define ROUTE_COUNT (CLASS_COUNT + 1)

static struct route route_of(unsigned int i)
{
	const struct class_words *class;

	if (i == CLASS_COUNT)
		return (struct route){ CLASS_CXL, KMOD_dax_cxl, false, false };
	class = class_words(i);
	return (struct route){ class->bit, class->module, class->bit != CLASS_HMEM, class->pagemap };
}

/* What one route, or all of a class's, or all classes together come to. */
struct tally {
	enum tri built;	 /* the class's driver, and what else the mode needs of the kernel */
	enum tri whole;	 /* and the modules */
	enum tri driven; /* the class's driver alone */
	enum reason reason; /* why whole is not "yes" */
	const char *module; /* the one that reason is about; NULL if it is about an option */
	bool from_reach; /* reason is about the mode, not about the driver */
};

/* Could the mode be had on a route, drivers put aside? If not "yes", *reason says why. */
typedef enum tri (*reach_fn)(const struct court *c, const struct route *route, enum reason *reason);

static void use_module(const struct court *c, enum kernel_module which, struct tally *t)
{
	enum reason reason = REASON_NONE;
	enum tri usable = module_usable(c, which, &reason);

	if (tri_and(t->whole, usable) == t->whole)
		return;
	t->whole = tri_and(t->whole, usable);
	t->reason = reason == REASON_NONE ? REASON_MODULE_MISSING : reason;
	t->module = kernel_module_name(which);
}

static struct tally judge_route(const struct court *c, const struct route *route, reach_fn reaches,
				bool dax)
{
	struct tally t = { .reason = REASON_NONE };
	enum reason why_not = REASON_NONE;
	enum tri reached = reaches(c, route, &why_not);

	t.driven = built(c, kernel_module_option(route->driver));
	t.built = tri_and(t.driven, reached);
	t.whole = t.built;
	if (reached != TRI_YES) {
		t.reason = why_not;
		t.from_reach = true;
	} else if (t.driven == TRI_UNKNOWN) {
		t.reason = REASON_CONFIG_UNKNOWN;
	}
	if (t.built == TRI_NO)
		return t;
	use_module(c, route->driver, &t);
	/* nd_pmem_probe() is what finds the info block of a dax namespace; dax_pmem takes it. */
	if (dax && route->namespaces) {
		use_module(c, KMOD_nd_pmem, &t);
		use_module(c, KMOD_dax_pmem, &t);
	}
	return t;
}

/* How far a way leads: all of it, else what is built, else whether it can say why not. */
static int reach_of(const struct tally *t)
{
	static const int rank[] = { [TRI_NO] = 0, [TRI_UNKNOWN] = 1, [TRI_YES] = 2 };

	return 6 * rank[t->whole] + 2 * rank[t->built] + (t->reason != REASON_NONE);
}

/* Of two ways the one that leads further gives the reason; what holds of either holds of both. */
static struct tally better(struct tally a, struct tally b)
{
	struct tally best = reach_of(&b) > reach_of(&a) ? b : a;

	best.built = tri_or(a.built, b.built);
	best.whole = tri_or(a.whole, b.whole);
	best.driven = tri_or(a.driven, b.driven);
	return best;
}

static struct tally judge_class(const struct court *c, unsigned int class, reach_fn reaches, bool dax)
{
	struct tally t = { .built = TRI_NO, .whole = TRI_NO, .driven = TRI_NO, .reason = REASON_NONE };

	for (unsigned int i = 0; i < ROUTE_COUNT; i++) {
		struct route route = route_of(i);

		if (route.class == class)
			t = better(t, judge_route(c, &route, reaches, dax));
	}
	return t;
}

/* A class that the kernel has no driver for shows no device, and is no limit of what others do. */
static void note_limit(struct court *c, unsigned int class, const struct tally *t)
{
	if (t->whole == TRI_YES)
		c->mode->classes |= class;
	else if (t->reason != REASON_NONE && (t->from_reach || t->driven != TRI_NO))
		add_limit(c->mode, t->reason, t->whole, t->module, class);
}

static void show_option(const struct court *c, struct check *check, enum kernel_option option,
			const char *what)
{
	check->what = what;
	check->source = c->verdict->options[option].source;
}

static void add_class_checks(struct court *c, const struct tally *all)
{
	enum reason reason = all->built == TRI_UNKNOWN ? REASON_CONFIG_UNKNOWN
			     : all->from_reach && all->reason != REASON_NONE
				     ? all->reason
				     : REASON_CONFIG_PMEM_DRIVER;
	struct check *check = add_check(c, GATE_KERNEL, all->built, reason);

	check->what = "a driver for a class of device";
	check->about = check->what;
	check->source = c->facts->kconfig.path;
	if (check->reason == REASON_CONFIG_NVDIMM_PFN)
		show_option(c, check, KOPT_NVDIMM_PFN, "CONFIG_NVDIMM_PFN");
	else if (check->reason == REASON_CONFIG_NVDIMM_DAX)
		show_option(c, check, KOPT_NVDIMM_DAX, "CONFIG_NVDIMM_DAX");
	if (all->built == TRI_NO)
		return;
	check = add_check(c, GATE_DRIVER, all->whole,
			  all->reason == REASON_NONE ? REASON_CONFIG_UNKNOWN : all->reason);
	check->what = "the module for a class of device";
	check->about = all->module ? all->module : check->what;
	check->source = c->facts->modules.dir;
}

/* A mode holds if it holds, from end to end, for one class. dax: dax devices are what it needs. */
static void need_class(struct court *c, reach_fn reaches, bool dax)
{
	struct tally all = { .built = TRI_NO, .whole = TRI_NO, .driven = TRI_NO, .reason = REASON_NONE };

	for (unsigned int i = 0; i < CLASS_COUNT; i++) {
		unsigned int class = class_words(i)->bit;
		struct tally t;

		if (!(classes_here(c) & class))
			continue;
		t = judge_class(c, class, reaches, dax);
		note_limit(c, class, &t);
		/* Why a class without a driver could not be reached is beside the point. */
		if (t.driven == TRI_NO)
			t.reason = REASON_NONE;
		all = better(all, t);
	}
	add_class_checks(c, &all);
}

/* An info block takes NVDIMM_PFN; without, only a raw namespace with struct pages is left. */
static enum tri fsdax_reaches(const struct court *c, const struct route *route, enum reason *reason)
{
	enum tri pfn = built(c, KOPT_NVDIMM_PFN);
	/* pmem_should_map_pages(): ARCH_MEMREMAP_PMEM must be MEMREMAP_WB */
	enum tri raw = route->pagemap ? built(c, KOPT_ARCH_HAS_PMEM_API) : TRI_NO;
	enum tri reached = tri_or(pfn, raw);

	if (!route->namespaces)
		return TRI_NO;
	if (reached == TRI_UNKNOWN)
		*reason = REASON_CONFIG_UNKNOWN;
	else if (reached == TRI_NO)
		*reason = REASON_CONFIG_NVDIMM_PFN;
	return reached;
}

static enum tri block_reaches(const struct court *c, const struct route *route, enum reason *reason)
{
	(void)c, (void)reason;
	return tri_from_bool(route->namespaces);
}

/* dax_pmem takes what nd_pmem found by nd_dax_probe(); other devices come from their own driver. */
static enum tri devdax_reaches(const struct court *c, const struct route *route, enum reason *reason)
{
	enum tri dax = tri_and(built(c, KOPT_NVDIMM_DAX), built(c, KOPT_DEV_DAX_PMEM));
	enum tri reached = tri_and(dax, built(c, KOPT_BLK_DEV_PMEM));

	if (!route->namespaces)
		return TRI_YES;
	if (reached == TRI_UNKNOWN)
		*reason = REASON_CONFIG_UNKNOWN;
	else if (built(c, KOPT_NVDIMM_PFN) == TRI_NO)
		*reason = REASON_CONFIG_NVDIMM_PFN;
	else if (reached == TRI_NO)
		*reason = dax == TRI_NO ? REASON_CONFIG_NVDIMM_DAX : REASON_CONFIG_PMEM_DRIVER;
	return reached;
}

static void judge_fsdax(struct court *c)
{
	enum tri zone;

	need_pmem(c);
	zone = need_zone_device(c);
	if (zone != TRI_NO) {
		NEED_OPTION(c, FS_DAX, REASON_CONFIG_FS_DAX);
		need_class(c, fsdax_reaches, false);
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
		need_class(c, devdax_reaches, true);
	}
	need_module(c, KMOD_device_dax);
}

static void judge_block(struct court *c)
{
	exempt_from_aliases(c);
	need_pmem(c);
	/* Without LIBNVDIMM there is no class to ask for. */
	if (c->mode->checks[c->mode->check_count - 1].result != TRI_NO)
		need_class(c, block_reaches, false);
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

/*
 * dm passes on what its legs have: fs_dax_get_by_bdev() of each is NULL without
 * FS_DAX. On s390 the legs can be dcssblk's.
 */
static void judge_dm_dax(struct court *c)
{
	bool s390 = c->verdict->arch && !strcmp(c->verdict->arch->name, "s390");

	if (!s390)
		need_pmem(c);
	if (need_zone_device(c) != TRI_NO) {
		NEED_OPTION(c, FS_DAX, REASON_CONFIG_FS_DAX);
		if (!s390)
			need_class(c, fsdax_reaches, false);
	}
	NEED_OPTION(c, BLK_DEV_DM, REASON_CONFIG_DM);
	need_no_aliases(c);
	if (!s390)
		need_module(c, KMOD_nd_pmem);
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
		need_class(c, devdax_reaches, true);
	need_module(c, KMOD_kmem);
}

static void close_mode(struct mode_verdict *mode)
{
	enum gate gate;

	for (gate = 0; gate < GATE_HOST_COUNT; gate++)
		mode->gates[gate] = TRI_YES;
	for (size_t i = 0; i < mode->check_count; i++) {
		const struct check *check = &mode->checks[i];

		mode->gates[check->gate] = tri_and(mode->gates[check->gate], check->result);
	}
	mode->supported = TRI_YES;
	for (gate = 0; gate < GATE_HOST_COUNT; gate++)
		mode->supported = tri_and(mode->supported, mode->gates[gate]);
	if (mode->supported == TRI_NO)
		mode->classes = 0;
}

static unsigned int undriven_classes(const struct court *c)
{
	unsigned int undriven = 0;

	for (unsigned int i = 0; i < CLASS_COUNT; i++)
		if (c->verdict->arch && c->verdict->arch->classes & class_words(i)->bit &&
		    built(c, kernel_module_option(class_words(i)->module)) == TRI_NO)
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
