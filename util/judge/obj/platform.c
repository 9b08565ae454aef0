// SPDX-License-Identifier: GPL-2.0-only
/* Causes outside the objects: firmware, command line, memory hotplug, permissions. */
#include "platform.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../lib/size.h"
#include "../../lib/xalloc.h"
#include "../device-class.h"
#include "../findings.h"
#include "disk-state.h"
#include "object-check.h"

static bool has_class(const struct inventory *inventory, const char *class)
{
	for (size_t i = 0; i < inventory->bus_count; i++)
		if (!strcmp(bus_class_name(&inventory->buses[i]), class))
			return true;
	return false;
}

static bool has_dax_driver(const struct inventory *inventory, const char *driver)
{
	for (size_t i = 0; i < inventory->dax_count; i++)
		if (inventory->dax_devices[i].driver &&
		    !strcmp(inventory->dax_devices[i].driver, driver))
			return true;
	return false;
}

static bool has_dax_without_namespace(const struct inventory *inventory)
{
	for (size_t i = 0; i < inventory->dax_count; i++)
		if (inventory->dax_devices[i].ndns == NO_INDEX)
			return true;
	return false;
}

static void judge_soft_reserved(struct judge_ctx *ctx)
{
	const struct host_verdict *host = &ctx->verdict->host;

	if (!ctx->inventory->environment.soft_reserved || has_dax_without_namespace(ctx->inventory))
		return;
	add_object_check(ctx, NULL, REASON_CONFIG_SOFT_RESERVE, "host",
			 host->options[KOPT_DEV_DAX_HMEM].built == TRI_NO
				 ? "the kernel is built without CONFIG_DEV_DAX_HMEM"
			 : host->modules[KMOD_dax_hmem] == MODULE_STATE_LOADED ||
					 host->modules[KMOD_dax_hmem] == MODULE_STATE_BUILTIN
				 ? "dax_hmem is loaded but has made no device"
				 : "dax_hmem is not loaded");
}

/*
 * "memmap=4G!8G": '!' marks memory for nd_e820
 * (Documentation/admin-guide/kernel-parameters.txt).
 */
static bool has_memmap_reservation(const char *cmdline)
{
	for (const char *at = cmdline; at && (at = strstr(at, "memmap=")); at += 7)
		if (at[strcspn(at, " !")] == '!')
			return true;
	return false;
}

static void judge_memmap(struct judge_ctx *ctx)
{
	if (has_memmap_reservation(ctx->facts->kernel.cmdline) &&
	    !has_class(ctx->inventory, "e820") && !ctx->inventory->unlisted)
		add_object_check(ctx, NULL, REASON_MEMMAP_BAD_RANGE, "host", NULL);
}

static void judge_labels(struct judge_ctx *ctx)
{
	for (size_t i = 0; i < ctx->inventory->bus_count; i++)
		if (ctx->inventory->buses[i].dimms_without_labels)
			add_object_check(ctx, NULL, REASON_NS_NO_LABELS,
					 ctx->inventory->buses[i].dev, NULL);
}

/*
 * The size that one PMD entry maps, which nd_pfn_supported_alignments() offers as an alignment
 * (pfn_devs.c): 2 MiB for 64 KiB pages on powerpc, 32 MiB for 16 KiB pages on arm64. Returns 0
 * if it is not known. With 4 KiB pages it is 2 MiB everywhere.
 */
static unsigned long huge_page_size(const struct judge_ctx *ctx, const struct nd_namespace *ns)
{
	if (ctx->inventory->environment.huge_page)
		return ctx->inventory->environment.huge_page;
	if (ns->huge_align)
		return ns->huge_align;
	return ctx->verdict->host.page_size == 4096 ? 2UL << 20 : 0;
}

static void judge_huge_page(struct judge_ctx *ctx, size_t index)
{
	const struct nd_namespace *ns = &ctx->inventory->namespaces[index];
	unsigned long huge = huge_page_size(ctx, ns);
	struct object_check *check;
	char size[32], *command;

	if (!ns->align || ns->align >= huge || ns->mode == ND_MODE_SECTOR)
		return;
	snprintf(size, sizeof(size), "%luM", huge >> 20);
	check = add_object_check(ctx, NULL, REASON_HUGEPAGE_FALLBACK, ns->dev, size);
	/* ndctl refuses a disk that is mounted, and a size without room for the info block. */
	if (!check->remedy || (ns->disk != NO_INDEX && disk_is_in_use(ctx, ns->disk)) ||
	    ns->raw_size < 2 * huge ||
	    !(ctx->verdict->namespaces[index].possible & (NS_FSDAX | NS_DEVDAX)))
		return;
	command = xasprintf("ndctl create-namespace -f -e %%s --mode=%s --align=%s",
			    namespace_mode_name(ns), size);
	check_set_command(check, remedy_command(&(struct remedy){ .command = command }, ns->dev));
	free(command);
}

/*
 * A namespace is enabled only if its alignment is supported: that of a page always, that of a huge
 * page with has_transparent_hugepage() (drivers/nvdimm/pfn_devs.c, nd_pfn_supported_alignments()).
 */
static void judge_small_pages(struct judge_ctx *ctx, const struct nd_namespace *ns, size_t index)
{
	unsigned long page = ctx->verdict->host.page_size;
	char *align, *size, *text;

	if (!ctx->inventory->environment.thp_never || ns->mode != ND_MODE_DEVDAX ||
	    ns->align <= page || ctx->verdict->namespaces[index].effective != ACCESS_NONE)
		return;
	align = size_words(ns->align);
	size = size_words(page);
	text = xasprintf("%s, more than a page of %s", align, size);
	add_object_check(ctx, NULL, REASON_THP_OFF_DEVDAX, ns->dev, text);
	free(text);
	free(size);
	free(align);
}

static void judge_alignment(struct judge_ctx *ctx)
{
	for (size_t i = 0; i < ctx->inventory->namespace_count; i++) {
		const struct nd_namespace *ns = &ctx->inventory->namespaces[i];
		const struct nd_region *region = &ctx->inventory->regions[ns->region];

		if (!ns->enabled && region->align && ns->raw_size % region->align &&
		    !reason_list_has(&ctx->verdict->namespaces[i].reasons, REASON_NS_ODD_SIZE))
			add_object_check(ctx, NULL, REASON_REGION_MISALIGNED, ns->dev, NULL);
		judge_huge_page(ctx, i);
		judge_small_pages(ctx, ns, i);
	}
}

/* Must memory of the device go offline before it can be reconfigured? */
static bool goes_online(const struct environment *environment, const struct dax_device *device)
{
	if (!device->driver || strcmp(device->driver, "kmem") != 0 || !environment->auto_online ||
	    !strcmp(environment->auto_online, "offline"))
		return false;
	return !device->memory.known || device->memory.online;
}

static void judge_dax_platform(struct judge_ctx *ctx)
{
	const struct environment *environment = &ctx->inventory->environment;

	for (size_t i = 0; i < ctx->inventory->dax_count; i++) {
		const struct dax_device *device = &ctx->inventory->dax_devices[i];

		if (device->target_node < 0)
			add_object_check(ctx, NULL, REASON_NUMA_TARGET_NODE, device->dev, NULL);
		if (goes_online(environment, device))
			add_object_check(ctx, NULL, REASON_AUTO_ONLINE, device->dev,
					 environment->auto_online);
		if (device->node_there && ctx->facts->has_live_facts && !(device->node_mode & 0066))
			add_object_check(ctx, NULL, REASON_DEV_PERM, device->dev, device->dev);
	}
	if (environment->kmem_ranges && !has_dax_driver(ctx->inventory, "kmem"))
		add_object_check(ctx, NULL, REASON_STALE_KMEM, "host", NULL);
}

bool judge_papr_nodes(struct judge_ctx *ctx)
{
	const char *idle = ctx->inventory->environment.papr_idle;
	struct object_check *check;

	if (!idle || ctx->inventory->unlisted)
		return false;
	check = add_object_check(ctx, NULL, REASON_PAPR_NO_DRIVER, "host", idle);
	if (host_has(ctx, KOPT_PAPR_SCM) != TRI_NO && check->remedy)
		check_set_remedy(check, &reason_words(check->reason)->fallback);
	return true;
}

void judge_platform(struct judge_ctx *ctx)
{
	if (ctx->inventory->environment.no_sysfs)
		add_object_check(ctx, NULL, REASON_SYS_READONLY_OR_ABSENT, "host", NULL);
	judge_labels(ctx);
	/* The rest is about the running kernel's memory and devices. */
	if (ctx->facts->target_kernel)
		return;
	judge_soft_reserved(ctx);
	judge_memmap(ctx);
	judge_alignment(ctx);
	judge_dax_platform(ctx);
}
