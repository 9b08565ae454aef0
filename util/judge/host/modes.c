// SPDX-License-Identifier: GPL-2.0-only
/*
 * What each mode needs, one check after another, by the kernel's own rules:
 * Kconfig of fs, drivers/dax, drivers/nvdimm, mm; drivers/dax/super.c,
 * drivers/dax/device.c; 5.10 to 7.3.
 */
#include "modes.h"

#include <string.h>

#include "../device-class.h"
#include "check.h"
#include "classes.h"

static const char *machine_of(const struct mode_ctx *ctx)
{
	if (ctx->facts->kernel.machine)
		return ctx->facts->kernel.machine;
	return ctx->verdict->arch ? ctx->verdict->arch->name : "unknown";
}

/* An option that must be on. reason: for the check, if the option is off. */
static enum tri need_option(struct mode_ctx *ctx, enum kernel_option which, const char *what,
			    enum reason reason)
{
	const struct option_verdict *option = &ctx->verdict->options[which];
	struct check *check;

	check = add_check(ctx, GATE_KERNEL, option->built,
			  option->built == TRI_UNKNOWN ? REASON_CONFIG_UNKNOWN : reason);
	check->what = what;
	check->about = what;
	check->source = option->source;
	check->option = true;
	return option->built;
}

#define NEED_OPTION(ctx, name, reason) need_option(ctx, KOPT_##name, "CONFIG_" #name, reason)

static void need_module(struct mode_ctx *ctx, enum kernel_module which)
{
	enum reason reason = REASON_NONE;
	enum tri usable = module_usable(ctx, which, &reason);
	struct check *check = add_check(ctx, GATE_DRIVER, usable, reason);

	check->what = kernel_module_name(which);
	check->about = kernel_module_name(which);
	check->source = module_check_source(ctx, reason);
}

/*
 * alloc_dax() fails if its caller passes operations and the cache aliases. Device DAX passes
 * NULL, so it is exempt.
 */
static void need_no_aliases(struct mode_ctx *ctx)
{
	const struct alias_verdict *alias = &ctx->verdict->alias;
	struct check *check;

	check = add_check(ctx, GATE_CPU, tri_not(alias->aliasing),
			  alias->aliasing == TRI_YES ? REASON_CPU_DCACHE_ALIASING
			  : ctx->verdict->arch       ? REASON_CPU_ALIAS_EVIDENCE
						     : REASON_ARCH_UNKNOWN);
	check->what = "a data cache without aliases";
	check->option = true;
	check->about = ctx->verdict->arch           ? ctx->verdict->arch->name
		       : ctx->facts->kernel.machine ? ctx->facts->kernel.machine
						    : "no file names it";
	check->source = basis_name(alias->basis);
}

static void exempt_from_aliases(struct mode_ctx *ctx)
{
	add_check(ctx, GATE_CPU, TRI_YES, REASON_NONE)->what = "exempt from the aliasing check";
}

static bool is_configured(const struct mode_ctx *ctx, enum kernel_option option)
{
	return ctx->facts->kconfig.option[option].state == OPTION_YES;
}

/*
 * Why a kernel has no ZONE_DEVICE. A symbol that is "not set" could have been turned on. A
 * symbol that is absent lacks a dependency. If the dependencies that users choose are all on,
 * the architecture lacks one of its own: ARCH_ENABLE_MEMORY_HOTPLUG or, up to 6.16,
 * ARCH_HAS_PTE_DEVMAP.
 */
static enum reason zone_device_reason(const struct mode_ctx *ctx)
{
	const struct arch *arch = ctx->verdict->arch;
	bool some = arch && arch->zone_device == BUILD_SOME;

	if (ctx->facts->kconfig.option[KOPT_ZONE_DEVICE].state == OPTION_NO)
		return REASON_CONFIG_ZONE_DEVICE;
	if (arch && arch->zone_device == BUILD_NO)
		return REASON_ARCH_NO_ZONE_DEVICE;
	if (ctx->facts->kconfig.option[KOPT_ZONE_DEVICE].state != OPTION_ABSENT ||
	    !is_configured(ctx, KOPT_SPARSEMEM_VMEMMAP))
		return REASON_CONFIG_ZONE_DEVICE;
	if (some && !is_configured(ctx, KOPT_ARCH_ENABLE_MEMORY_HOTPLUG))
		return REASON_ARCH_NO_ZONE_DEVICE;
	if (!is_configured(ctx, KOPT_MEMORY_HOTPLUG))
		return REASON_CONFIG_ZONE_DEVICE;
	if (!is_configured(ctx, KOPT_MEMORY_HOTREMOVE))
		return REASON_CONFIG_MEMORY_HOTREMOVE;
	return some ? REASON_ARCH_NO_ZONE_DEVICE : REASON_CONFIG_ZONE_DEVICE;
}

/*
 * Check for ZONE_DEVICE. If this returns TRI_NO, the caller skips the checks that depend on
 * ZONE_DEVICE, which would only repeat the reason.
 */
static enum tri need_zone_device(struct mode_ctx *ctx)
{
	const struct option_verdict *option = &ctx->verdict->options[KOPT_ZONE_DEVICE];
	const struct arch *arch = ctx->verdict->arch;
	enum tri built = option->built;
	enum reason reason = REASON_CONFIG_UNKNOWN;
	struct check *check;

	/* What mainline cannot build is off, even if no configuration was read. */
	if (built == TRI_UNKNOWN && arch && arch->zone_device == BUILD_NO)
		built = TRI_NO;
	if (built == TRI_NO)
		reason = zone_device_reason(ctx);
	check = add_check(ctx, GATE_KERNEL, built, reason);
	check->what = "CONFIG_ZONE_DEVICE";
	check->about = reason == REASON_ARCH_NO_ZONE_DEVICE ? machine_of(ctx) : check->what;
	check->source = option->source ? option->source : "architecture";
	check->option = true;
	return built;
}

static void need_pmem(struct mode_ctx *ctx)
{
	const struct option_verdict *phys = &ctx->verdict->options[KOPT_PHYS_ADDR_T_64BIT];
	enum tri libnvdimm = ctx->verdict->options[KOPT_LIBNVDIMM].built;
	const struct arch *arch = ctx->verdict->arch;
	bool impossible = arch && arch->libnvdimm == BUILD_NO;
	struct check *check;

	if (arch && arch->libnvdimm == BUILD_SOME && libnvdimm == TRI_NO && phys->built == TRI_NO)
		impossible = true;
	if (libnvdimm != TRI_YES && impossible) {
		check = add_check(ctx, GATE_KERNEL, TRI_NO, REASON_ARCH_NO_LIBNVDIMM);
		check->what = "CONFIG_LIBNVDIMM";
		check->about = machine_of(ctx);
		check->source = phys->source ? phys->source : "architecture";
		return;
	}
	NEED_OPTION(ctx, BLK_DEV_PMEM, REASON_CONFIG_PMEM_DRIVER);
}

static void judge_fsdax(struct mode_ctx *ctx)
{
	enum tri zone;

	need_pmem(ctx);
	zone = need_zone_device(ctx);
	if (zone != TRI_NO) {
		NEED_OPTION(ctx, FS_DAX, REASON_CONFIG_FS_DAX);
		need_class(ctx, fsdax_reaches, false);
	}
	need_no_aliases(ctx);
	need_module(ctx, KMOD_nd_pmem);
}

static void judge_devdax(struct mode_ctx *ctx)
{
	enum tri zone;

	exempt_from_aliases(ctx);
	zone = need_zone_device(ctx);
	if (zone != TRI_NO) {
		/* drivers/dax/device.c check_vma(): the inode's S_DAX is 0 without FS_DAX */
		if (NEED_OPTION(ctx, DEV_DAX, REASON_CONFIG_DEV_DAX) != TRI_NO)
			NEED_OPTION(ctx, FS_DAX, REASON_DEVDAX_NEEDS_FS_DAX);
		need_class(ctx, devdax_reaches, true);
	}
	need_module(ctx, KMOD_device_dax);
}

static void judge_block(struct mode_ctx *ctx)
{
	exempt_from_aliases(ctx);
	need_pmem(ctx);
	/* Without LIBNVDIMM no class is possible. */
	if (ctx->mode->checks[ctx->mode->check_count - 1].result != TRI_NO)
		need_class(ctx, block_reaches, false);
	need_module(ctx, KMOD_nd_pmem);
}

static void judge_virtiofs_dax(struct mode_ctx *ctx)
{
	if (need_zone_device(ctx) != TRI_NO) {
		NEED_OPTION(ctx, FS_DAX, REASON_CONFIG_FS_DAX);
		NEED_OPTION(ctx, FUSE_DAX, REASON_CONFIG_FUSE_DAX);
	}
	need_no_aliases(ctx);
	need_module(ctx, KMOD_virtiofs);
}

/*
 * A dm device has DAX if its legs have it. Without FS_DAX, fs_dax_get_by_bdev() of each leg
 * returns NULL. On s390 the legs can be disks of dcssblk.
 */
static void judge_dm_dax(struct mode_ctx *ctx)
{
	const struct arch *arch = ctx->verdict->arch;
	bool dcssblk = arch && arch_has(arch, HAS_DCSSBLK);

	if (!dcssblk)
		need_pmem(ctx);
	if (need_zone_device(ctx) != TRI_NO) {
		NEED_OPTION(ctx, FS_DAX, REASON_CONFIG_FS_DAX);
		if (!dcssblk)
			need_class(ctx, fsdax_reaches, false);
	}
	NEED_OPTION(ctx, BLK_DEV_DM, REASON_CONFIG_DM);
	need_no_aliases(ctx);
	if (!dcssblk)
		need_module(ctx, KMOD_nd_pmem);
	need_module(ctx, KMOD_dm_mod);
}

static void judge_dcssblk_dax(struct mode_ctx *ctx)
{
	const struct arch *arch = ctx->verdict->arch;
	struct check *check;

	if (arch && !arch_has(arch, HAS_DCSSBLK)) {
		exempt_from_aliases(ctx);
		check = add_check(ctx, GATE_KERNEL, TRI_NO, REASON_ARCH_NO_DCSSBLK);
		check->what = "s390";
		check->about = machine_of(ctx);
		check->source = "architecture";
		add_check(ctx, GATE_DRIVER, TRI_NO, REASON_NONE)->what = "dcssblk";
		return;
	}
	if (NEED_OPTION(ctx, DCSSBLK, REASON_CONFIG_DCSSBLK) != TRI_NO)
		NEED_OPTION(ctx, FS_DAX, REASON_CONFIG_FS_DAX);
	/*
	 * Up to 6.14 dcssblk needs FS_DAX_LIMITED. After releases that have neither, it needs
	 * ZONE_DEVICE.
	 */
	if (ctx->verdict->options[KOPT_FS_DAX].built == TRI_YES &&
	    ctx->verdict->options[KOPT_FS_DAX_LIMITED].built != TRI_YES) {
		check = add_check(ctx, GATE_KERNEL, TRI_UNKNOWN, REASON_DCSSBLK_DAX_UNPROVEN);
		check->what = "DAX in dcssblk";
		check->about = check->what;
	}
	need_no_aliases(ctx);
	need_module(ctx, KMOD_dcssblk);
}

/*
 * kmem gives the memory to the buddy allocator. There is no DAX mapping, so neither aliases nor
 * FS_DAX matter.
 */
static void judge_system_ram(struct mode_ctx *ctx)
{
	const struct option_verdict *kmem = &ctx->verdict->options[KOPT_DEV_DAX_KMEM];
	const struct arch *arch = ctx->verdict->arch;

	exempt_from_aliases(ctx);
	if (kmem->built != TRI_YES && arch && arch->zone_device == BUILD_NO)
		need_zone_device(ctx);
	else if (NEED_OPTION(ctx, DEV_DAX_KMEM, REASON_CONFIG_DEV_DAX_KMEM) != TRI_NO)
		need_class(ctx, devdax_reaches, true);
	need_module(ctx, KMOD_kmem);
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

static unsigned int undriven_classes(const struct mode_ctx *ctx)
{
	unsigned int undriven = 0;

	for (unsigned int i = 0; i < CLASS_COUNT; i++)
		if (ctx->verdict->arch && ctx->verdict->arch->classes & class_words(i)->bit &&
		    option_built(ctx, kernel_module_option(class_words(i)->module)) == TRI_NO)
			undriven |= class_words(i)->bit;
	return undriven;
}

void judge_modes(struct host_verdict *verdict, const struct facts *facts)
{
	static void (*const judges[MODE_COUNT])(struct mode_ctx *) = {
		[MODE_FSDAX] = judge_fsdax,           [MODE_DEVDAX] = judge_devdax,
		[MODE_BLOCK] = judge_block,           [MODE_VIRTIOFS_DAX] = judge_virtiofs_dax,
		[MODE_DM_DAX] = judge_dm_dax,         [MODE_DCSSBLK_DAX] = judge_dcssblk_dax,
		[MODE_SYSTEM_RAM] = judge_system_ram,
	};
	struct mode_ctx ctx = { .facts = facts, .verdict = verdict };

	for (int i = 0; i < MODE_COUNT; i++) {
		ctx.mode = &verdict->modes[i];
		judges[i](&ctx);
		close_mode(ctx.mode);
	}
	verdict->undriven = undriven_classes(&ctx);
}
