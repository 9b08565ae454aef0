// SPDX-License-Identifier: GPL-2.0-only
/*
 * Modes that need a class of device. A mode is supported if one class has all that it needs,
 * from the option to the module. Any other class that has a driver is recorded as a limit of
 * the mode.
 */
#include "classes.h"

#include <stdlib.h>

#include "bus-seen.h"
#include "dax-seen.h"

static unsigned int classes_here(const struct mode_ctx *ctx)
{
	return ctx->verdict->arch ? ctx->verdict->arch->classes : ~0U;
}

static void add_limit(struct mode_ctx *ctx, enum reason reason, enum tri supported,
		      const char *about, unsigned int class)
{
	struct mode_verdict *mode = ctx->mode;
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
	mode->limits[mode->limit_count++] =
		(struct limit){ .reason = reason,
				.supported = supported,
				.about = about,
				.source = module_check_source(ctx, reason),
				.classes = class };
}

#define ROUTE_COUNT (CLASS_COUNT + 1)

static struct route route_of(unsigned int i)
{
	const struct class_words *class;

	if (i == CLASS_COUNT)
		return (struct route){ CLASS_CXL, KMOD_dax_cxl, false, false };
	class = class_words(i);
	return (struct route){ class->bit, class->module, class->bit != CLASS_HMEM,
			       class->pagemap };
}

/* The result for one route, for all routes of a class, or for all classes. */
struct tally {
	enum tri built;     /* are the class's driver and the mode's options built? */
	enum tri whole;     /* and the modules */
	enum tri driven;    /* is the class's driver built? */
	enum reason reason; /* why whole is not "yes" */
	const char *module; /* the module that reason is about; NULL: it is about an option */
	bool from_reach;    /* reason is about the mode, not about the driver */
	bool seen;          /* a dax device proves it */
};

static void use_module(const struct mode_ctx *ctx, enum kernel_module which, struct tally *t)
{
	enum reason reason = REASON_NONE;
	enum tri usable = module_usable(ctx, which, &reason);

	if (tri_and(t->whole, usable) == t->whole)
		return;
	t->whole = tri_and(t->whole, usable);
	t->reason = reason == REASON_NONE ? REASON_MODULE_MISSING : reason;
	t->module = kernel_module_name(which);
}

/*
 * nd_pmem_probe() finds the info block of a devdax namespace, and dax_pmem binds to it. Before
 * 5.17, if dax_pmem_compat is built, only that module has the alias nd:t7*. It then binds to
 * the namespace, unless the user loads dax_pmem by hand (drivers/dax/pmem/pmem.c).
 */
static void use_namespace_drivers(const struct mode_ctx *ctx, struct tally *t)
{
	enum module_state state = ctx->verdict->modules[KMOD_dax_pmem];
	bool there = state == MODULE_STATE_LOADED || state == MODULE_STATE_BUILTIN;
	bool compat = option_built(ctx, KOPT_DEV_DAX_PMEM_COMPAT) == TRI_YES;

	use_module(ctx, KMOD_nd_pmem, t);
	use_module(ctx, compat && !there ? KMOD_dax_pmem_compat : KMOD_dax_pmem, t);
}

static struct tally judge_route(const struct mode_ctx *ctx, const struct route *route,
				reach_fn reaches, bool dax)
{
	struct tally t = { .reason = REASON_NONE };
	enum reason why_not = REASON_NONE;
	enum tri reached = reaches(ctx, route, &why_not);

	/* A bound dax device of the class proves the whole route. */
	if (dax && ctx->verdict->dax_classes & route->class) {
		t.driven = t.built = t.whole = TRI_YES;
		t.seen = true;
		return t;
	}
	t.driven = option_built(ctx, kernel_module_option(route->driver));
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
	use_module(ctx, route->driver, &t);
	if (dax && route->namespaces)
		use_namespace_drivers(ctx, &t);
	return t;
}

/* How far a route gets: rank by whole, then by built, then by whether there is a reason. */
static int reach_of(const struct tally *t)
{
	static const int rank[] = { [TRI_NO] = 0, [TRI_UNKNOWN] = 1, [TRI_YES] = 2 };

	return 6 * rank[t->whole] + 2 * rank[t->built] + (t->reason != REASON_NONE);
}

/* The route that gets further supplies the reason. The results are OR-ed. */
static struct tally better(struct tally a, struct tally b)
{
	struct tally best = reach_of(&b) > reach_of(&a) ? b : a;

	best.built = tri_or(a.built, b.built);
	best.whole = tri_or(a.whole, b.whole);
	best.driven = tri_or(a.driven, b.driven);
	return best;
}

/*
 * A bus or a bound dax device proves its class, whatever the configuration and the
 * modules say. If some could not be read, a "no" becomes unknown.
 */
static void doubt_class(struct tally *t)
{
	if (t->whole != TRI_NO)
		return;
	t->from_reach = false;
	t->reason = t->built == TRI_YES ? REASON_MODULE_UNKNOWN : REASON_CONFIG_UNKNOWN;
	if (t->built != TRI_YES)
		t->module = NULL;
	t->driven = tri_or(t->driven, TRI_UNKNOWN);
	t->built = tri_or(t->built, TRI_UNKNOWN);
	t->whole = TRI_UNKNOWN;
}

static struct tally judge_class(const struct mode_ctx *ctx, unsigned int class, reach_fn reaches,
				bool dax)
{
	struct tally t = {
		.built = TRI_NO, .whole = TRI_NO, .driven = TRI_NO, .reason = REASON_NONE
	};

	for (unsigned int i = 0; i < ROUTE_COUNT; i++) {
		struct route route = route_of(i);

		if (route.class == class)
			t = better(t, judge_route(ctx, &route, reaches, dax));
	}
	if ((dax && ctx->facts->dax.unread) || can_unread_bus_prove_class(ctx->facts))
		doubt_class(&t);
	return t;
}

/* A class without a driver in this kernel shows no devices: it is not a limit. */
static void note_limit(struct mode_ctx *ctx, unsigned int class, const struct tally *t)
{
	enum tri says = t->whole;

	/* The driver's option is unknown, so its module may be missing on purpose. */
	if (t->driven == TRI_UNKNOWN && !t->from_reach)
		says = TRI_UNKNOWN;
	if (t->whole == TRI_YES)
		ctx->mode->classes |= class;
	else if (t->reason != REASON_NONE && t->driven != TRI_NO)
		add_limit(ctx, t->reason, says, t->module, class);
}

static void show_option(const struct mode_ctx *ctx, struct check *check, enum kernel_option option,
			const char *what)
{
	check->what = what;
	check->source = ctx->verdict->options[option].source;
}

static void add_class_checks(struct mode_ctx *ctx, const struct tally *all)
{
	enum reason reason = all->built == TRI_UNKNOWN ? REASON_CONFIG_UNKNOWN
			     : all->from_reach && all->reason != REASON_NONE
				     ? all->reason
				     : REASON_CONFIG_PMEM_DRIVER;
	struct check *check = add_check(ctx, GATE_KERNEL, all->built, reason);

	check->what = "a driver for a class of devices";
	check->about = check->what;
	check->source = all->seen ? DAX_SEEN_SOURCE : ctx->facts->kconfig.path;
	if (check->reason == REASON_CONFIG_NVDIMM_PFN)
		show_option(ctx, check, KOPT_NVDIMM_PFN, "CONFIG_NVDIMM_PFN");
	else if (check->reason == REASON_CONFIG_NVDIMM_DAX)
		show_option(ctx, check, KOPT_NVDIMM_DAX, "CONFIG_NVDIMM_DAX");
	if (all->built == TRI_NO)
		return;
	check = add_check(ctx, GATE_DRIVER, all->whole,
			  all->reason == REASON_NONE ? REASON_CONFIG_UNKNOWN : all->reason);
	check->what = "the module for a class of devices";
	check->about = all->module ? all->module : check->what;
	check->source = all->seen ? DAX_SEEN_SOURCE : module_check_source(ctx, all->reason);
}

/* A mode is supported if one class has all that it needs. dax: it needs dax devices. */
void need_class(struct mode_ctx *ctx, reach_fn reaches, bool dax)
{
	struct tally all = {
		.built = TRI_NO, .whole = TRI_NO, .driven = TRI_NO, .reason = REASON_NONE
	};

	for (unsigned int i = 0; i < CLASS_COUNT; i++) {
		unsigned int class = class_words(i)->bit;
		struct tally t;

		if (!(classes_here(ctx) & class))
			continue;
		t = judge_class(ctx, class, reaches, dax);
		note_limit(ctx, class, &t);
		/* A class without a driver gives no reason. */
		if (t.driven == TRI_NO)
			t.reason = REASON_NONE;
		all = better(all, t);
	}
	add_class_checks(ctx, &all);
}

/* Set the reason for a route that needs NVDIMM_PFN, or ND_CLAIM, which NVDIMM_PFN selects. */
static enum tri pfn_reaches(enum tri reached, enum reason *reason)
{
	if (reached == TRI_UNKNOWN)
		*reason = REASON_CONFIG_UNKNOWN;
	else if (reached == TRI_NO)
		*reason = REASON_CONFIG_NVDIMM_PFN;
	return reached;
}

/*
 * An info block needs NVDIMM_PFN. Without it, only a raw namespace with struct pages can have
 * fsdax, and that needs ND_CLAIM.
 */
enum tri fsdax_reaches(const struct mode_ctx *ctx, const struct route *route, enum reason *reason)
{
	enum tri pfn = option_built(ctx, KOPT_NVDIMM_PFN);
	/* pmem_should_map_pages(): ARCH_MEMREMAP_PMEM must be MEMREMAP_WB */
	enum tri raw = route->pagemap ? tri_and(option_built(ctx, KOPT_ARCH_HAS_PMEM_API),
						option_built(ctx, KOPT_ND_CLAIM))
				      : TRI_NO;

	return route->namespaces ? pfn_reaches(tri_or(pfn, raw), reason) : TRI_NO;
}

/*
 * NVDIMM_PFN and BTT select ND_CLAIM. Without it, devm_nsio_enable() is a stub that returns
 * -ENXIO.
 */
enum tri block_reaches(const struct mode_ctx *ctx, const struct route *route, enum reason *reason)
{
	return route->namespaces ? pfn_reaches(option_built(ctx, KOPT_ND_CLAIM), reason) : TRI_NO;
}

/*
 * dax_pmem binds to what nd_pmem found with nd_dax_probe(). Without a namespace, the class's
 * own driver makes the device.
 */
enum tri devdax_reaches(const struct mode_ctx *ctx, const struct route *route, enum reason *reason)
{
	enum tri dax =
		tri_and(option_built(ctx, KOPT_NVDIMM_DAX), option_built(ctx, KOPT_DEV_DAX_PMEM));
	enum tri reached = tri_and(dax, option_built(ctx, KOPT_BLK_DEV_PMEM));

	if (!route->namespaces)
		return TRI_YES;
	if (reached == TRI_UNKNOWN)
		*reason = REASON_CONFIG_UNKNOWN;
	else if (option_built(ctx, KOPT_NVDIMM_PFN) == TRI_NO)
		*reason = REASON_CONFIG_NVDIMM_PFN;
	else if (reached == TRI_NO)
		*reason = dax == TRI_NO ? REASON_CONFIG_NVDIMM_DAX : REASON_CONFIG_PMEM_DRIVER;
	return reached;
}
