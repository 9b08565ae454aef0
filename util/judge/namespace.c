// SPDX-License-Identifier: GPL-2.0-only
/* Regions, namespaces and dax devices: what each gives now, and what it could be made into. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../must.h"
#include "inventory.h"

static enum tri built(const struct bench *b, enum kernel_option option)
{
	return b->verdict->host.options[option].built;
}

/* The checks of a mode that hold for every object: options and the CPU. */
static enum tri host_says(const struct bench *b, enum mode mode)
{
	const struct mode_verdict *host = &b->verdict->host.modes[mode];
	enum tri says = TRI_YES;

	for (size_t i = 0; i < host->check_count; i++)
		if (host->checks[i].option)
			says = tri_and(says, host->checks[i].result);
	return says;
}

/* --- what a namespace could be made into --- */

static void judge_possible(const struct bench *b, size_t index)
{
	const struct nd_namespace *ns = &b->inventory->namespaces[index];
	const struct nd_region *region = &b->inventory->regions[ns->region];
	struct namespace_verdict *v = &b->verdict->namespaces[index];
	enum tri pfn, dax, btt;

	v->possible_known = true;
	if (!region->enabled)
		return;
	if (region->read_only) {
		/* nd_pfn_init() and nd_btt_init() refuse to write a new info block. */
		v->possible = !strcmp(ns->mode, "fsdax")    ? NS_FSDAX
			      : !strcmp(ns->mode, "devdax") ? NS_DEVDAX
			      : !strcmp(ns->mode, "sector") ? NS_SECTOR
							    : NS_RAW;
		return;
	}
	/* A seed of an enabled region proves the option more directly than any file. */
	pfn = region->pfn_seed ? TRI_YES : built(b, KOPT_NVDIMM_PFN);
	dax = region->dax_seed ? TRI_YES : built(b, KOPT_NVDIMM_DAX);
	btt = region->btt_seed ? TRI_YES : built(b, KOPT_BTT);
	pfn = tri_and(pfn, host_says(b, MODE_FSDAX));
	dax = tri_and(tri_and(dax, built(b, KOPT_DEV_DAX_PMEM)), host_says(b, MODE_DEVDAX));
	v->possible = NS_RAW;
	v->possible |= pfn == TRI_YES ? NS_FSDAX : 0;
	v->possible |= dax == TRI_YES ? NS_DEVDAX : 0;
	v->possible |= btt == TRI_YES ? NS_SECTOR : 0;
	v->possible_known = pfn != TRI_UNKNOWN && dax != TRI_UNKNOWN && btt != TRI_UNKNOWN;
}

/* --- what it gives now --- */

static void add_remedy_for_mode(struct finding *finding, const struct namespace_verdict *v)
{
	const struct reason_words *words = reason_words(finding->reason);
	const struct remedy *remedy = NULL;

	if (v->possible & NS_FSDAX)
		remedy = &words->remedy;
	else if (v->possible & NS_SECTOR && words->fallback.text)
		remedy = &words->fallback;
	finding_set_remedy(finding, remedy);
}

/*
 * A raw namespace may be an fsdax or devdax one that this kernel did not
 * recognise: nd_pmem then attaches all of it from byte 0 on. Only the info
 * block tells.
 */
static void judge_unclaimed(struct bench *b, size_t index)
{
	const struct nd_namespace *ns = &b->inventory->namespaces[index];
	struct namespace_verdict *v = &b->verdict->namespaces[index];
	bool cannot = built(b, KOPT_NVDIMM_PFN) == TRI_NO || built(b, KOPT_NVDIMM_DAX) == TRI_NO;
	const char *option =
		built(b, KOPT_NVDIMM_PFN) == TRI_NO ? "CONFIG_NVDIMM_PFN" : "CONFIG_NVDIMM_DAX";
	struct finding *finding;

	if (ns->info_block == 'p' || ns->info_block == 'd') {
		finding = object_reason(b, &v->reasons, REASON_NS_INFO_BLOCK_UNCLAIMED, ns->dev,
					option);
		finding->severity = SEVERITY_ERROR;
		evidence_add(&finding->evidence, ns->blockdev, BASIS_NONE, TRI_YES,
			     "NVDIMM_%s_INFO at byte 4096", ns->info_block == 'p' ? "PFN" : "DAX");
	} else if (!ns->info_block && cannot && !ns->force_raw) {
		object_reason(b, &v->reasons, REASON_NS_INFO_BLOCK_UNREAD, ns->dev, NULL);
	}
}

static void judge_raw(struct bench *b, size_t index)
{
	const struct nd_namespace *ns = &b->inventory->namespaces[index];
	struct namespace_verdict *v = &b->verdict->namespaces[index];

	judge_unclaimed(b, index);
	v->effective = ACCESS_BLOCK;
	/* What the remedy would overwrite is not known to be free. */
	if (v->reasons.count)
		return;
	add_remedy_for_mode(object_reason(b, &v->reasons, REASON_NS_RAW_MODE, ns->dev, NULL), v);
}

static void judge_fsdax(struct bench *b, size_t index)
{
	const struct nd_namespace *ns = &b->inventory->namespaces[index];
	struct namespace_verdict *v = &b->verdict->namespaces[index];
	const struct disk_verdict *disk;

	if (ns->disk == NOBODY) {
		v->effective = ACCESS_UNKNOWN;
		object_reason(b, &v->reasons, REASON_NS_NO_DISK, ns->dev, NULL);
		return;
	}
	disk = &b->verdict->disks[ns->disk];
	v->effective = disk->dax == TRI_YES  ? ACCESS_FSDAX
		       : disk->dax == TRI_NO ? ACCESS_BLOCK
					     : ACCESS_UNKNOWN;
	v->reasons = disk->reasons;
	v->map_sync = tri_and(disk->dax, disk->synchronous);
}

static const struct dax_device *device_of(const struct bench *b, size_t ns, size_t *index)
{
	for (size_t i = 0; i < b->inventory->dax_count; i++)
		if (b->inventory->dax_devices[i].namespace == ns) {
			*index = i;
			return &b->inventory->dax_devices[i];
		}
	return NULL;
}

static const char *driver_trouble(const struct bench *b)
{
	static const enum kernel_module modules[] = { KMOD_dax_pmem, KMOD_device_dax };

	for (size_t i = 0; i < ARRAY_LENGTH(modules); i++) {
		enum module_state state = b->verdict->host.modules[modules[i]];

		if (state == MODULE_STATE_BLACKLISTED)
			return modules[i] == KMOD_dax_pmem ? "dax_pmem is blacklisted"
							   : "device_dax is blacklisted";
		if (state == MODULE_STATE_MISSING)
			return modules[i] == KMOD_dax_pmem ? "dax_pmem is not installed"
							   : "device_dax is not installed";
		if (state == MODULE_STATE_AVAILABLE)
			return modules[i] == KMOD_dax_pmem ? "dax_pmem is not loaded"
							   : "device_dax is not loaded";
	}
	return "a driver was unbound";
}

/* Something must be mended before the namespace can be enabled. */
static bool drivers_are_kept_away(const struct bench *b)
{
	const enum module_state *modules = b->verdict->host.modules;

	return modules[KMOD_dax_pmem] == MODULE_STATE_BLACKLISTED ||
	       modules[KMOD_dax_pmem] == MODULE_STATE_MISSING ||
	       modules[KMOD_device_dax] == MODULE_STATE_BLACKLISTED ||
	       modules[KMOD_device_dax] == MODULE_STATE_MISSING;
}

static void judge_devdax(struct bench *b, size_t index)
{
	const struct nd_namespace *ns = &b->inventory->namespaces[index];
	struct namespace_verdict *v = &b->verdict->namespaces[index];
	size_t device;

	if (!device_of(b, index, &device)) {
		v->effective = ACCESS_NONE;
		host_reasons(b, &v->reasons, MODE_DEVDAX);
		object_reason(b, &v->reasons, REASON_DAX_PMEM_NOT_BOUND, ns->dev,
			      driver_trouble(b));
		return;
	}
	v->effective = b->verdict->dax_devices[device].effective;
	v->reasons = b->verdict->dax_devices[device].reasons;
	v->map_sync = tri_from_bool(v->effective == ACCESS_DEVDAX);
	if (v->effective == ACCESS_UNKNOWN)
		v->map_sync = TRI_UNKNOWN;
	object_reason(b, NULL, REASON_NS_DEVDAX_NO_BLOCK, ns->dev, NULL);
}

static void judge_namespace(struct bench *b, size_t index)
{
	const struct nd_namespace *ns = &b->inventory->namespaces[index];
	const struct nd_region *region = &b->inventory->regions[ns->region];
	struct namespace_verdict *v = &b->verdict->namespaces[index];

	judge_possible(b, index);
	v->map_sync = TRI_NO;
	if (!region->enabled) {
		v->effective = ACCESS_NONE;
		object_reason(b, &v->reasons, REASON_REGION_NOT_ENABLED, region->dev, NULL);
		return;
	}
	/* A devdax namespace whose dax_pmem is missing is inactive, too: say what is missing. */
	if (!strcmp(ns->mode, "devdax") && (ns->enabled || drivers_are_kept_away(b))) {
		judge_devdax(b, index);
		return;
	}
	if (!ns->enabled) {
		v->effective = ACCESS_NONE;
		object_reason(b, &v->reasons, REASON_NS_DISABLED, ns->dev, NULL);
		return;
	}
	if (!strcmp(ns->mode, "sector")) {
		v->effective = ACCESS_BLOCK;
		add_remedy_for_mode(
			object_reason(b, &v->reasons, REASON_NS_SECTOR_MODE, ns->dev, NULL), v);
	} else if (!strcmp(ns->mode, "raw")) {
		judge_raw(b, index);
	} else {
		judge_fsdax(b, index);
	}
}

/* --- dax devices --- */

static void judge_dax_device(struct bench *b, size_t index)
{
	const struct dax_device *device = &b->inventory->dax_devices[index];
	struct dax_verdict *v = &b->verdict->dax_devices[index];
	enum tri usable = host_says(b, MODE_DEVDAX);
	const char *domain = NULL;

	if (device->namespace != NOBODY) {
		const struct nd_namespace *ns = &b->inventory->namespaces[device->namespace];

		domain = b->inventory->regions[ns->region].persistence_domain;
		v->granularity =
			!strcmp(domain, "cpu_cache") ? GRANULARITY_BYTE : GRANULARITY_CACHE_LINE;
	}
	if (device->class_model)
		object_reason(b, NULL, REASON_DAX_CLASS_MODEL, device->dev, NULL);
	if (!device->driver && !device->class_model) {
		v->effective = ACCESS_NONE;
		object_reason(b, &v->reasons, REASON_DAX_PMEM_NOT_BOUND, device->dev,
			      driver_trouble(b));
		return;
	}
	if (device->driver && !strcmp(device->driver, "kmem")) {
		v->effective = ACCESS_SYSTEM_RAM;
		v->granularity = GRANULARITY_UNKNOWN;
		object_reason(b, &v->reasons, REASON_DAX_BOUND_TO_KMEM, device->dev, NULL);
		return;
	}
	v->effective = usable == TRI_YES  ? ACCESS_DEVDAX
		       : usable == TRI_NO ? ACCESS_NONE
					  : ACCESS_UNKNOWN;
	if (usable != TRI_YES)
		host_reasons(b, &v->reasons, MODE_DEVDAX);
	/* fsdev_dax is for file systems: its character device has no mmap. */
	if (device->driver && strcmp(device->driver, "device_dax") && !device->class_model)
		v->effective = ACCESS_UNKNOWN;
	if (!device->node_there) {
		v->effective = ACCESS_NONE;
		object_reason(b, &v->reasons, REASON_DAX_NODE_MISSING, device->dev, device->dev);
	}
}

/* --- regions and buses --- */

static void judge_region(struct bench *b, const struct nd_region *region)
{
	char bytes[32];

	if (!region->enabled)
		object_reason(b, NULL, REASON_REGION_NOT_ENABLED, region->dev, NULL);
	if (region->read_only)
		object_reason(b, NULL, REASON_GUEST_READONLY, region->dev, NULL);
	if (region->nstype == 4)
		object_reason(b, NULL, REASON_LEGACY_NO_SUBDIVIDE, region->dev, NULL);
	if (region->enabled && !region->namespaces && region->available_size) {
		snprintf(bytes, sizeof(bytes), "%llu", region->available_size);
		object_reason(b, NULL, REASON_NS_SEED_ONLY, region->dev, bytes);
	}
}

static void judge_bus(struct bench *b, size_t index)
{
	const struct nd_bus *bus = &b->inventory->buses[index];
	const char *class = bus_class_name(bus);
	bool any = false;

	for (size_t i = 0; i < b->inventory->region_count; i++)
		any |= b->inventory->regions[i].bus == index;
	if (!any && bus->dimms)
		object_reason(b, NULL, REASON_PLATFORM_NO_REGION, bus->dev, NULL);
	if (!strcmp(class, "e820"))
		object_reason(b, NULL, REASON_PMEM_VOLATILE, bus->dev,
			      "a reserved range (memmap= or the firmware's legacy type), most "
			      "often plain RAM");
	else if (!strcmp(class, "virtio"))
		object_reason(b, NULL, REASON_PMEM_VOLATILE, bus->dev,
			      "a file or memory of the hypervisor, flushed through a virtio queue");
	else if (!strcmp(class, "ramdax"))
		object_reason(b, NULL, REASON_PMEM_VOLATILE, bus->dev, "RAM by definition");
}

void judge_namespaces(struct bench *b)
{
	const struct inventory *inventory = b->inventory;

	for (size_t i = 0; i < inventory->dax_count; i++)
		judge_dax_device(b, i);
	for (size_t i = 0; i < inventory->bus_count; i++)
		judge_bus(b, i);
	for (size_t i = 0; i < inventory->region_count; i++)
		judge_region(b, &inventory->regions[i]);
	for (size_t i = 0; i < inventory->namespace_count; i++)
		judge_namespace(b, i);
	if (!inventory->region_count && !inventory->dax_count)
		object_reason(b, NULL, REASON_NOTHING_THERE, "host", NULL);
}
