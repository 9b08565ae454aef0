// SPDX-License-Identifier: GPL-2.0-only
#include "dax.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../lib/array.h"
#include "../../lib/size.h"
#include "../../lib/textbuf.h"
#include "../../lib/xalloc.h"
#include "object-check.h"
#include "region.h"
#include "target-kernel.h"

/* The driver for devdax namespaces: see use_namespace_drivers() in host/classes.c. */
static enum kernel_module namespace_driver(const struct judge_ctx *ctx)
{
	enum module_state state = ctx->verdict->host.modules[KMOD_dax_pmem];

	if (state == MODULE_STATE_LOADED || state == MODULE_STATE_BUILTIN)
		return KMOD_dax_pmem;
	return host_has(ctx, KOPT_DEV_DAX_PMEM_COMPAT) == TRI_YES ? KMOD_dax_pmem_compat
								  : KMOD_dax_pmem;
}

static const char *state_trouble(enum module_state state)
{
	switch (state) {
	case MODULE_STATE_BLACKLISTED:
		return "is blacklisted";
	case MODULE_STATE_MISSING:
		return "is not installed";
	case MODULE_STATE_AVAILABLE:
		return "is not loaded";
	default:
		return NULL;
	}
}

static enum module_state state_of_module(const struct judge_ctx *ctx, enum kernel_module module)
{
	return ctx->verdict->host.modules[module];
}

/*
 * Find the modules that a dax device lacks: device_dax and, for a namespace, its driver.
 * *trouble says what is wrong with the first one. *load is the `modprobe` command for all of
 * them, or NULL if one is not installed or modules are disabled. The caller frees both. Both
 * are NULL if no module is missing.
 */
static void find_missing_modules(const struct judge_ctx *ctx, bool of_namespace, char **trouble,
				 char **load)
{
	const enum kernel_module modules[] = { namespace_driver(ctx), KMOD_device_dax };
	bool installed = true;
	struct textbuf command = { 0 };

	*trouble = *load = NULL;
	for (size_t i = of_namespace ? 0 : 1; i < ARRAY_SIZE(modules); i++) {
		const char *name = kernel_module_name(modules[i]);
		const char *wrong = state_trouble(state_of_module(ctx, modules[i]));

		if (!wrong)
			continue;
		if (!*trouble)
			*trouble = xasprintf("%s %s", name, wrong);
		installed &= state_of_module(ctx, modules[i]) != MODULE_STATE_MISSING;
		textbuf_join(&command, " ", "%s%s", command.length ? "" : "modprobe -a ", name);
	}
	if (installed && ctx->facts->modules.disabled != TRI_YES)
		*load = command.text;
	else
		free(command.text);
}

/* Why has a namespace no dax device, or a dax device no driver? */
void explain_unbound(struct judge_ctx *ctx, struct reason_list *reasons, const char *subject,
		     bool of_namespace, bool is_device)
{
	char *trouble, *load;
	struct object_check *check;

	find_missing_modules(ctx, of_namespace, &trouble, &load);
	check = add_object_check(
		ctx, reasons, REASON_DAX_PMEM_NOT_BOUND, subject,
		trouble ? trouble : "it was unbound, or a driver refused it: see the kernel log");
	if (!trouble)
		check_set_remedy(check, is_device ? &reason_words(check->reason)->fallback : NULL);
	else if (!ctx->facts->target_kernel)
		check_set_command(check, load);
	if (!trouble)
		free(load);
	free(trouble);
}

/* Must a driver be installed or allowed before the namespace can be enabled? */
bool has_blocked_driver(const struct judge_ctx *ctx)
{
	const enum kernel_module modules[] = { namespace_driver(ctx), KMOD_device_dax };

	for (size_t i = 0; i < ARRAY_SIZE(modules); i++) {
		enum module_state state = ctx->verdict->host.modules[modules[i]];

		if (state == MODULE_STATE_BLACKLISTED || state == MODULE_STATE_MISSING)
			return true;
	}
	return false;
}

static bool is_loaded(const struct judge_ctx *ctx, enum kernel_module module)
{
	enum module_state state = state_of_module(ctx, module);

	return state == MODULE_STATE_LOADED || state == MODULE_STATE_BUILTIN;
}

/*
 * How much of a device kmem takes, in bytes: the whole memory blocks of each of its ranges, and
 * nothing without a memory node (dev_dax_kmem_probe(), drivers/dax/kmem.c, 5.10 to 7.3). A device
 * of the class model cannot be given to kmem. ULLONG_MAX: not known.
 */
static unsigned long long kmem_size(const struct judge_ctx *ctx, const struct dax_device *device)
{
	unsigned long block = ctx->inventory->environment.memory_block;
	unsigned long long blocks = 0;

	if (device->memory.known)
		return (unsigned long long)device->memory.total * device->memory.block_size;
	if (!block || !device->size || device->unread || device->class_model ||
	    ctx->facts->target_kernel)
		return ULLONG_MAX;
	if (device->size < block || device->target_node < 0)
		return 0;
	if (!device->range_count)
		return ULLONG_MAX;
	for (size_t i = 0; i < device->range_count; i++) {
		const struct dax_range *range = &device->ranges[i];
		unsigned long long first = range->start / block + !!(range->start % block);
		unsigned long long after = range->end / block + (range->end % block == block - 1);

		blocks += after > first ? after - first : 0;
	}
	return blocks * block;
}

/* Has the device a memory node, but no whole memory block? Its system_ram_size is known by now. */
static bool has_no_block(const struct judge_ctx *ctx, size_t index)
{
	return ctx->inventory->dax_devices[index].target_node >= 0 &&
	       !ctx->verdict->dax_devices[index].system_ram_size;
}

/*
 * Why does kmem refuse a device? It takes no device without a memory node, and none without a whole
 * memory block. The device then has no driver. Returns NULL if neither is the cause. The caller
 * frees the text.
 */
static char *why_kmem_refuses(const struct judge_ctx *ctx, size_t index)
{
	const struct dax_device *device = &ctx->inventory->dax_devices[index];

	if (!is_loaded(ctx, KMOD_kmem))
		return NULL;
	if (has_no_block(ctx, index)) {
		char *size = size_words(ctx->inventory->environment.memory_block);
		char *why = xasprintf("it holds no whole memory block of %s", size);

		free(size);
		return why;
	}
	/* Only device_dax takes a namespace's device by default: without it, nothing was refused. */
	if (device->target_node < 0 &&
	    (device->ndns == NO_INDEX || is_loaded(ctx, KMOD_device_dax)))
		return xstrdup("the kernel knows no memory node for it");
	return NULL;
}

static void judge_unbound(struct judge_ctx *ctx, size_t index)
{
	const struct dax_device *device = &ctx->inventory->dax_devices[index];
	struct dax_verdict *v = &ctx->verdict->dax_devices[index];
	char *refusal;

	/*
	 * This is the free rest of a region, which delete_store() in dax/bus.c keeps. It is no
	 * device yet.
	 */
	if (!device->size && device->ndns == NO_INDEX)
		return;
	refusal = why_kmem_refuses(ctx, index);
	if (!refusal)
		explain_unbound(ctx, &v->reasons, device->dev, device->ndns != NO_INDEX, true);
	else if (state_of_module(ctx, KMOD_device_dax) == MODULE_STATE_MISSING)
		check_set_remedy(add_object_check(ctx, &v->reasons, REASON_DAX_KMEM_REFUSED,
						  device->dev, refusal),
				 NULL);
	else
		add_object_check(ctx, &v->reasons, REASON_DAX_KMEM_REFUSED, device->dev, refusal);
	free(refusal);
}

/*
 * Since 6.3, kmem takes soft-reserved and CXL memory by default (IORESOURCE_DAX_KMEM), so
 * system memory is its normal use. A namespace is given to kmem only by hand.
 */
static void judge_kmem(struct judge_ctx *ctx, size_t index)
{
	const struct dax_device *device = &ctx->inventory->dax_devices[index];
	struct object_check *check;
	char online[32];

	add_object_check(ctx, &ctx->verdict->dax_devices[index].reasons, REASON_DAX_BOUND_TO_KMEM,
			 device->dev, NULL);
	if (device->memory.known && device->memory.online < device->memory.total) {
		snprintf(online, sizeof(online), "%d of %d", device->memory.online,
			 device->memory.total);
		add_object_check(ctx, NULL, REASON_DAX_MEMORY_OFFLINE, device->dev, online);
		if (!device->memory.online)
			ctx->verdict->dax_devices[index].effective = ACCESS_NONE;
	}
	if (device->ndns != NO_INDEX)
		return;
	check = add_object_check(ctx, &ctx->verdict->dax_devices[index].reasons,
				 REASON_DAX_BOUND_TO_KMEM, device->dev, NULL);
	check->severity = other_severity(check->reason);
	if (check->command)
		check_set_remedy(check, &reason_words(check->reason)->fallback);
}

/* Foresee that kmem will refuse the device, because it holds no whole memory block. */
static void foresee_kmem(struct judge_ctx *ctx, size_t index)
{
	char *size;

	if (host_says(ctx, MODE_SYSTEM_RAM) == TRI_NO || !has_no_block(ctx, index))
		return;
	size = size_words(ctx->inventory->environment.memory_block);
	add_object_check(ctx, NULL, REASON_DAX_BELOW_BLOCK, ctx->inventory->dax_devices[index].dev,
			 size);
	free(size);
}

/*
 * How a program makes data persistent that it has written to a mapping of the device. device_dax
 * has no fsync() (drivers/dax/device.c, 4.11 to 7.3), so nothing can where only the hypervisor can
 * flush. Memory of hmem and of a CXL region without a namespace is volatile: the first is what the
 * firmware set aside of the system's memory, and a persistent CXL region becomes an nd region.
 */
static enum granularity granularity_of(const struct judge_ctx *ctx, size_t index)
{
	const struct dax_device *device = &ctx->inventory->dax_devices[index];
	const struct nd_region *region;

	if (device->ndns == NO_INDEX)
		return ctx->verdict->dax_devices[index].class ? GRANULARITY_NONE
							      : GRANULARITY_UNKNOWN;
	region = &ctx->inventory->regions[ctx->inventory->namespaces[device->ndns].region];
	if (region->unread)
		return GRANULARITY_UNKNOWN;
	switch (region_is_synchronous(ctx->inventory, region)) {
	case TRI_YES:
		return !strcmp(region->persistence_domain, "cpu_cache") ? GRANULARITY_BYTE
									: GRANULARITY_CACHE_LINE;
	case TRI_NO:
		return GRANULARITY_NONE;
	default:
		return GRANULARITY_UNKNOWN;
	}
}

void judge_dax_device(struct judge_ctx *ctx, size_t index)
{
	const struct dax_device *device = &ctx->inventory->dax_devices[index];
	struct dax_verdict *v = &ctx->verdict->dax_devices[index];
	enum tri usable = host_says(ctx, MODE_DEVDAX), keeps = TRI_YES;

	v->system_ram_size = kmem_size(ctx, device);
	if (device->unread) {
		add_object_check(ctx, &v->reasons, REASON_OBJECT_UNREAD, device->dev, NULL);
		return;
	}
	if (ctx->facts->target_kernel) {
		judge_dax_on_target(ctx, index);
		return;
	}
	if (device->ndns != NO_INDEX) {
		const struct nd_namespace *ns = &ctx->inventory->namespaces[device->ndns];
		const struct nd_region *region = &ctx->inventory->regions[ns->region];

		keeps = region_keeps_data(ctx, region, &v->reasons);
	}
	v->granularity = granularity_of(ctx, index);
	if (device->class_model)
		add_object_check(ctx, NULL, REASON_DAX_CLASS_MODEL, device->dev, NULL);
	if (!device->driver && !device->class_model) {
		v->effective = ACCESS_NONE;
		judge_unbound(ctx, index);
		return;
	}
	if (device->driver && !strcmp(device->driver, "kmem")) {
		v->effective = ACCESS_SYSTEM_RAM;
		v->granularity = GRANULARITY_NONE;
		judge_kmem(ctx, index);
		return;
	}
	foresee_kmem(ctx, index);
	if (usable != TRI_YES)
		host_reasons(ctx, &v->reasons, MODE_DEVDAX);
	usable = tri_and(usable, keeps);
	v->effective = usable == TRI_YES  ? ACCESS_DEVDAX
		       : usable == TRI_NO ? ACCESS_NONE
					  : ACCESS_UNKNOWN;
	/* fsdev_dax is for file systems: its character device cannot be mapped. */
	if (device->driver && strcmp(device->driver, "device_dax") && !device->class_model) {
		v->effective = ACCESS_UNKNOWN;
		add_object_check(ctx, &v->reasons, REASON_DAX_OTHER_DRIVER, device->dev,
				 device->driver);
	}
	if (!device->node_there) {
		v->effective = ACCESS_NONE;
		add_object_check(ctx, &v->reasons, REASON_DAX_NODE_MISSING, device->dev,
				 device->dev);
	}
}
