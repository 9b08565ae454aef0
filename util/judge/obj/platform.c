// SPDX-License-Identifier: GPL-2.0-only
/* What stands around the objects: firmware, command line, memory hotplug, permissions. */
#include <stdio.h>
#include <string.h>

#include "../inventory.h"

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
		if (inventory->dax_devices[i].namespace == NO_INDEX)
			return true;
	return false;
}

static void judge_soft_reserved(struct bench *b)
{
	const struct host_verdict *host = &b->verdict->host;

	if (!b->inventory->environment.soft_reserved || has_dax_without_namespace(b->inventory))
		return;
	object_reason(b, NULL, REASON_CONFIG_SOFT_RESERVE, "host",
		      host->options[KOPT_DEV_DAX_HMEM].built == TRI_NO
			      ? "CONFIG_DEV_DAX_HMEM is not built"
		      : host->modules[KMOD_dax_hmem] == MODULE_STATE_LOADED ||
				      host->modules[KMOD_dax_hmem] == MODULE_STATE_BUILTIN
			      ? "dax_hmem is there, and made none of it"
			      : "dax_hmem is not loaded");
}

/* "memmap=4G!8G": '!' marks what nd_e820 is to take (Documentation/admin-guide/kernel-parameters.txt). */
static bool reserves_with_memmap(const char *cmdline)
{
	for (const char *at = cmdline; at && (at = strstr(at, "memmap=")); at += 7)
		if (at[strcspn(at, " !")] == '!')
			return true;
	return false;
}

static void judge_memmap(struct bench *b)
{
	if (reserves_with_memmap(b->facts->kernel.cmdline) && !has_class(b->inventory, "e820") &&
	    !b->inventory->unlisted)
		object_reason(b, NULL, REASON_MEMMAP_BAD_RANGE, "host", NULL);
}

static void judge_labels(struct bench *b)
{
	for (size_t i = 0; i < b->inventory->bus_count; i++)
		if (b->inventory->buses[i].dimms_without_labels)
			object_reason(b, NULL, REASON_NS_NO_LABELS, b->inventory->buses[i].dev,
				      NULL);
}

/*
 * What one entry of the table above the pages maps, which nd_pfn_supported_alignments() offers
 * (pfn_devs.c): 2 MiB for 64 KiB pages on powerpc, 32 MiB for 16 KiB pages on arm64. Returns 0
 * where it is not told; on 4 KiB pages it is 2 MiB everywhere.
 */
static unsigned long huge_page_size(const struct bench *b)
{
	if (b->inventory->environment.huge_page)
		return b->inventory->environment.huge_page;
	return b->verdict->host.page_size == 4096 ? 2UL << 20 : 0;
}

static void judge_huge_page(struct bench *b, const struct nd_namespace *ns)
{
	unsigned long huge = huge_page_size(b);
	char size[32];

	if (!ns->align || ns->align >= huge || !strcmp(ns->mode, "sector"))
		return;
	snprintf(size, sizeof(size), "%luM", huge >> 20);
	object_reason(b, NULL, REASON_HUGEPAGE_FALLBACK, ns->dev, size);
}

static void judge_alignment(struct bench *b)
{
	unsigned long page = b->verdict->host.page_size;

	for (size_t i = 0; i < b->inventory->namespace_count; i++) {
		const struct nd_namespace *ns = &b->inventory->namespaces[i];
		const struct nd_region *region = &b->inventory->regions[ns->region];

		if (!ns->enabled && region->align && ns->raw_size % region->align &&
		    !reason_list_has(&b->verdict->namespaces[i].reasons, REASON_NS_ODD_SIZE))
			object_reason(b, NULL, REASON_REGION_MISALIGNED, ns->dev, NULL);
		judge_huge_page(b, ns);
		if (b->inventory->environment.thp_never && !strcmp(ns->mode, "devdax") &&
		    ns->align > page && b->verdict->namespaces[i].effective == ACCESS_NONE)
			object_reason(b, NULL, REASON_THP_OFF_DEVDAX, ns->dev, NULL);
	}
}

static void judge_dax_surroundings(struct bench *b)
{
	const struct environment *environment = &b->inventory->environment;

	for (size_t i = 0; i < b->inventory->dax_count; i++) {
		const struct dax_device *device = &b->inventory->dax_devices[i];

		if (device->target_node < 0)
			object_reason(b, NULL, REASON_NUMA_TARGET_NODE, device->dev, NULL);
		if (device->driver && !strcmp(device->driver, "kmem") && environment->auto_online &&
		    strcmp(environment->auto_online, "offline"))
			object_reason(b, NULL, REASON_AUTO_ONLINE, device->dev,
				      environment->auto_online);
		if (device->node_there && b->facts->witnessed && !(device->node_mode & 0066))
			object_reason(b, NULL, REASON_DEV_PERM, device->dev, device->dev);
	}
	if (environment->kmem_ranges && !has_dax_driver(b->inventory, "kmem"))
		object_reason(b, NULL, REASON_STALE_KMEM, "host", NULL);
}

void judge_surroundings(struct bench *b)
{
	if (b->inventory->environment.no_sysfs)
		object_reason(b, NULL, REASON_SYS_READONLY_OR_ABSENT, "host", NULL);
	judge_labels(b);
	/* What follows is what the running kernel has made of its memory and its devices. */
	if (b->facts->target_kernel)
		return;
	judge_soft_reserved(b);
	judge_memmap(b);
	judge_alignment(b);
	judge_dax_surroundings(b);
}
