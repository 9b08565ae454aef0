// SPDX-License-Identifier: GPL-2.0-only
/* Regions, namespaces and dax devices: what each gives now, and what it could be made into. */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../lib/array.h"
#include "../../lib/strbuf.h"
#include "../../lib/xalloc.h"
#include "../inventory.h"

/* --- what a namespace could be made into --- */

unsigned int modes_possible_on(const struct judge_ctx *ctx, const struct nd_region *region,
			       bool *known)
{
	/* A seed of an enabled region proves the option more directly than any file. */
	bool seeds = !ctx->facts->target_kernel;
	enum tri pfn = seeds && region->pfn_seed ? TRI_YES : host_has(ctx, KOPT_NVDIMM_PFN);
	enum tri dax = seeds && region->dax_seed ? TRI_YES : host_has(ctx, KOPT_NVDIMM_DAX);
	enum tri btt = seeds && region->btt_seed ? TRI_YES : host_has(ctx, KOPT_BTT);
	enum tri claim = host_has(ctx, KOPT_ND_CLAIM);
	unsigned int possible;

	pfn = tri_and(pfn, host_says(ctx, MODE_FSDAX));
	dax = tri_and(tri_and(dax, host_has(ctx, KOPT_DEV_DAX_PMEM)), host_says(ctx, MODE_DEVDAX));
	possible = claim == TRI_NO ? 0 : NS_RAW;
	possible |= pfn == TRI_YES ? NS_FSDAX : 0;
	possible |= dax == TRI_YES ? NS_DEVDAX : 0;
	possible |= btt == TRI_YES ? NS_SECTOR : 0;
	*known = pfn != TRI_UNKNOWN && dax != TRI_UNKNOWN && btt != TRI_UNKNOWN;
	return possible;
}

static unsigned int bit_of_mode(const char *mode)
{
	return !strcmp(mode, "fsdax")    ? NS_FSDAX
	       : !strcmp(mode, "devdax") ? NS_DEVDAX
	       : !strcmp(mode, "sector") ? NS_SECTOR
	       : !strcmp(mode, "raw")    ? NS_RAW
					 : 0;
}

static void judge_possible(const struct judge_ctx *ctx, size_t index)
{
	const struct nd_namespace *ns = &ctx->inventory->namespaces[index];
	const struct nd_region *region = &ctx->inventory->regions[ns->region];
	struct namespace_verdict *v = &ctx->verdict->namespaces[index];

	v->possible_known = !ns->unread && !region->unread;
	if (!v->possible_known)
		return;
	if (!region->enabled && !ctx->facts->target_kernel)
		return;
	if (region->read_only)
		/* nd_pfn_init() and nd_btt_init() refuse to write a new info block. */
		v->possible = bit_of_mode(ns->mode);
	else
		v->possible = modes_possible_on(ctx, region, &v->possible_known);
	/* ndctl changes nothing of a size off the region's grid (validate_namespace_options()). */
	if (region->align && ns->raw_size % region->align)
		v->possible &= bit_of_mode(ns->mode);
}

/* --- what it gives now --- */

void choose_remedy(struct finding *finding, unsigned int possible, bool known)
{
	const struct reason_words *words = reason_words(finding->reason);
	const struct remedy *remedy = NULL;

	if (possible & NS_FSDAX)
		remedy = &words->remedy;
	else if (known && possible & NS_SECTOR && words->fallback.text)
		remedy = &words->fallback;
	finding_set_remedy(finding, remedy);
}

static void add_remedy_for_mode(struct finding *finding, const struct namespace_verdict *v)
{
	choose_remedy(finding, v->possible, v->possible_known);
}

struct finding *note_unclaimed(struct judge_ctx *ctx, size_t index)
{
	bool no_pfn = host_has(ctx, KOPT_NVDIMM_PFN) == TRI_NO;
	bool no_dax = host_has(ctx, KOPT_NVDIMM_DAX) == TRI_NO;
	bool btt = ctx->inventory->namespaces[index].info_block == 'b';
	struct finding *finding;

	finding =
		object_reason(ctx, &ctx->verdict->namespaces[index].reasons,
			      REASON_NS_INFO_BLOCK_UNCLAIMED, ctx->inventory->namespaces[index].dev,
			      btt      ? "CONFIG_BTT a sector"
			      : no_pfn ? "CONFIG_NVDIMM_PFN an fsdax or devdax"
			      : no_dax ? "CONFIG_NVDIMM_DAX a devdax"
				       : "being enabled as what it is an fsdax or devdax");
	finding->severity = SEVERITY_ERROR;
	return finding;
}

/*
 * A namespace that nothing holds may be an fsdax or devdax one that this kernel
 * did not recognise: nd_pmem then attaches all of it from byte 0 on, raw or, on
 * e820, virtio and of, even with struct pages. Only the info block tells.
 * Returns true if it is one, or if that cannot be ruled out.
 */
static bool judge_unclaimed(struct judge_ctx *ctx, size_t index)
{
	const struct nd_namespace *ns = &ctx->inventory->namespaces[index];
	struct namespace_verdict *v = &ctx->verdict->namespaces[index];
	bool no_pfn = host_has(ctx, KOPT_NVDIMM_PFN) == TRI_NO;
	bool no_dax = host_has(ctx, KOPT_NVDIMM_DAX) == TRI_NO;
	bool no_btt = host_has(ctx, KOPT_BTT) == TRI_NO;
	struct finding *finding;

	if (ns->info_block == 'p' || ns->info_block == 'd' || (ns->info_block == 'b' && no_btt)) {
		finding = note_unclaimed(ctx, index);
		evidence_add(&finding->evidence, ns->blockdev, BASIS_NONE, TRI_YES, "%s",
			     ns->info_block == 'p'   ? "NVDIMM_PFN_INFO at byte 4096"
			     : ns->info_block == 'd' ? "NVDIMM_DAX_INFO at byte 4096"
						     : "BTT_ARENA_INFO at byte 4096 or 0");
		return true;
	}
	if (ns->info_block || ns->force_raw || !(no_pfn || no_dax || no_btt))
		return false;
	object_reason(ctx, &v->reasons, REASON_NS_INFO_BLOCK_UNREAD, ns->dev, NULL);
	return true;
}

static bool has_no_holder(const struct nd_namespace *ns)
{
	return !ns->holder || !*ns->holder;
}

/* Whatever it is, not all of it was seen. */
static void leave_open(struct judge_ctx *ctx, size_t index)
{
	const struct nd_namespace *ns = &ctx->inventory->namespaces[index];
	struct namespace_verdict *v = &ctx->verdict->namespaces[index];

	v->effective = ACCESS_UNKNOWN;
	v->map_sync = TRI_UNKNOWN;
	object_reason(ctx, &v->reasons, REASON_OBJECT_UNREAD, ns->dev, NULL);
}

static bool judge_missing_disk(struct judge_ctx *ctx, size_t index)
{
	const struct nd_namespace *ns = &ctx->inventory->namespaces[index];
	struct namespace_verdict *v = &ctx->verdict->namespaces[index];

	if (ns->disk != NO_INDEX)
		return false;
	if (ctx->inventory->disks_unread) {
		leave_open(ctx, index);
		return true;
	}
	v->effective = ACCESS_UNKNOWN;
	v->map_sync = TRI_UNKNOWN;
	object_reason(ctx, &v->reasons, REASON_NS_NO_DISK, ns->dev, NULL);
	return true;
}

/* nd_namespace_set_holder_class(): the mode that a label's class belongs to; NULL: of none. */
static const char *class_mode(const char *holder_class)
{
	if (!holder_class)
		return NULL;
	return !strcmp(holder_class, "pfn")   ? "fsdax"
	       : !strcmp(holder_class, "dax") ? "devdax"
	       : !strcmp(holder_class, "btt") ? "sector"
					      : NULL;
}

static bool is_of_lost_block(const struct nd_namespace *ns)
{
	return has_no_holder(ns) && class_mode(ns->holder_class);
}

static void judge_raw(struct judge_ctx *ctx, size_t index)
{
	const struct nd_namespace *ns = &ctx->inventory->namespaces[index];
	const struct nd_region *region = &ctx->inventory->regions[ns->region];
	struct namespace_verdict *v = &ctx->verdict->namespaces[index];
	struct finding *finding;

	if (judge_missing_disk(ctx, index))
		return;
	v->effective = ACCESS_BLOCK;
	/* What the remedy would overwrite is not known to be free. */
	if (judge_unclaimed(ctx, index))
		return;
	if (region_reaches(ctx, MODE_FSDAX, region) == TRI_NO)
		region_reasons(ctx, &v->reasons, MODE_FSDAX, region);
	/* What was made as something else is not to be made again. */
	if (is_of_lost_block(ns)) {
		object_reason(ctx, &v->reasons, REASON_NS_INFO_BLOCK_LOST, ns->dev,
			      class_mode(ns->holder_class));
		return;
	}
	/* Nothing is wrong with it but the kernel, and the host's finding says what to do. */
	if (is_raw_because_of_host(ctx, ns))
		return;
	finding = object_reason(ctx, &v->reasons, REASON_NS_RAW_MODE, ns->dev, NULL);
	/* A label that was not read may say that it is no raw namespace; what is in use is not free. */
	if ((region->nstype == 5 && !ns->holder_class) || disk_is_in_use(ctx, ns->disk))
		finding_set_remedy(finding, NULL);
	else
		add_remedy_for_mode(finding, v);
}

static void judge_sector(struct judge_ctx *ctx, size_t index)
{
	const struct nd_namespace *ns = &ctx->inventory->namespaces[index];
	struct namespace_verdict *v = &ctx->verdict->namespaces[index];
	struct finding *finding;

	if (judge_missing_disk(ctx, index))
		return;
	v->effective = ACCESS_BLOCK;
	finding = object_reason(ctx, &v->reasons, REASON_NS_SECTOR_MODE, ns->dev, NULL);
	/* ndctl refuses a disk that is mounted; what is on it is in use. */
	if (disk_is_in_use(ctx, ns->disk))
		finding_set_remedy(finding, NULL);
	else
		add_remedy_for_mode(finding, v);
}

static void judge_fsdax(struct judge_ctx *ctx, size_t index)
{
	const struct nd_namespace *ns = &ctx->inventory->namespaces[index];
	struct namespace_verdict *v = &ctx->verdict->namespaces[index];
	const struct disk_verdict *disk;

	if (judge_missing_disk(ctx, index))
		return;
	disk = &ctx->verdict->disks[ns->disk];
	v->effective = disk->dax == TRI_YES  ? ACCESS_FSDAX
		       : disk->dax == TRI_NO ? ACCESS_BLOCK
					     : ACCESS_UNKNOWN;
	v->reasons = disk->reasons;
	v->map_sync = tri_and(disk->dax, disk->synchronous);
	/* Its bytes are shifted: DAX of the wrong thing is no DAX of it. */
	if (has_no_holder(ns) && judge_unclaimed(ctx, index)) {
		v->effective = ns->info_block ? ACCESS_BLOCK : ACCESS_UNKNOWN;
		v->map_sync = ns->info_block ? TRI_NO : TRI_UNKNOWN;
	}
}

static const struct dax_device *device_of(const struct judge_ctx *ctx, size_t ns, size_t *index)
{
	for (size_t i = 0; i < ctx->inventory->dax_count; i++)
		if (ctx->inventory->dax_devices[i].namespace == ns) {
			*index = i;
			return &ctx->inventory->dax_devices[i];
		}
	return NULL;
}

/* Of two drivers the one that takes devdax namespaces: see use_namespace_drivers() in host/classes.c. */
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
 * The modules that a dax device lacks: those of a namespace's, or device_dax alone.
 * *trouble: what is wrong with the first; *load: `modprobe` of all of them, NULL where
 * one is not installed. Both are the caller's to free; both NULL: nothing is missing.
 */
static void find_missing_modules(const struct judge_ctx *ctx, bool of_namespace, char **trouble,
				 char **load)
{
	const enum kernel_module modules[] = { namespace_driver(ctx), KMOD_device_dax };
	bool installed = true;
	struct strbuf command = { 0 };

	*trouble = *load = NULL;
	for (size_t i = of_namespace ? 0 : 1; i < ARRAY_SIZE(modules); i++) {
		const char *name = kernel_module_name(modules[i]);
		const char *wrong = state_trouble(state_of_module(ctx, modules[i]));

		if (!wrong)
			continue;
		if (!*trouble)
			*trouble = xasprintf("%s %s", name, wrong);
		installed &= state_of_module(ctx, modules[i]) != MODULE_STATE_MISSING;
		strbuf_join(&command, " ", "%s%s", command.length ? "" : "modprobe -a ", name);
	}
	if (installed && ctx->facts->modules.disabled != TRI_YES)
		*load = command.text;
	else
		free(command.text);
}

/* A namespace whose dax device is missing, or a dax device without a driver. */
static void not_bound(struct judge_ctx *ctx, struct reason_list *reasons, const char *subject,
		      bool of_namespace, bool is_device)
{
	char *trouble, *load;
	struct finding *finding;

	find_missing_modules(ctx, of_namespace, &trouble, &load);
	finding = object_reason(ctx, reasons, REASON_DAX_PMEM_NOT_BOUND, subject,
				trouble ? trouble
					: "it was unbound, or a driver refused it: the kernel log "
					  "tells");
	if (!trouble)
		finding_set_remedy(finding,
				   is_device ? &reason_words(finding->reason)->fallback : NULL);
	else if (!ctx->facts->target_kernel)
		finding_set_command(finding, load);
	if (!trouble)
		free(load);
	free(trouble);
}

/* Something must be mended before the namespace can be enabled. */
static bool has_blocked_driver(const struct judge_ctx *ctx)
{
	const enum kernel_module modules[] = { namespace_driver(ctx), KMOD_device_dax };

	for (size_t i = 0; i < ARRAY_SIZE(modules); i++) {
		enum module_state state = ctx->verdict->host.modules[modules[i]];

		if (state == MODULE_STATE_BLACKLISTED || state == MODULE_STATE_MISSING)
			return true;
	}
	return false;
}

static void judge_devdax(struct judge_ctx *ctx, size_t index)
{
	const struct nd_namespace *ns = &ctx->inventory->namespaces[index];
	struct namespace_verdict *v = &ctx->verdict->namespaces[index];
	size_t device;

	if (!device_of(ctx, index, &device)) {
		if (ctx->inventory->dax_unread) {
			leave_open(ctx, index);
			return;
		}
		v->effective = ACCESS_NONE;
		host_reasons(ctx, &v->reasons, MODE_DEVDAX);
		not_bound(ctx, &v->reasons, ns->dev, true, false);
		return;
	}
	v->effective = ctx->verdict->dax_devices[device].effective;
	v->reasons = ctx->verdict->dax_devices[device].reasons;
	v->map_sync = tri_and(
		v->effective == ACCESS_UNKNOWN ? TRI_UNKNOWN
					       : tri_from_bool(v->effective == ACCESS_DEVDAX),
		region_is_synchronous(ctx->inventory, &ctx->inventory->regions[ns->region]));
	object_reason(ctx, NULL, REASON_NS_DEVDAX_NO_BLOCK, ns->dev, NULL);
}

/*
 * memremap_pages() maps whole subsections alone (SUBSECTION_SIZE, 2 MiB; mm/memremap.c
 * pagemap_range(), "Misaligned"): a namespace of another size that nothing holds can
 * never be enabled where its class has struct pages.
 */
#define SUBSECTION (2ULL << 20)

static void judge_disabled(struct judge_ctx *ctx, size_t index)
{
	const struct nd_namespace *ns = &ctx->inventory->namespaces[index];
	const struct nd_region *region = &ctx->inventory->regions[ns->region];
	const struct class_words *class = region_class(ctx, region);
	struct namespace_verdict *v = &ctx->verdict->namespaces[index];

	if (class && class->pagemap && has_no_holder(ns) && !ns->force_raw &&
	    ns->raw_size % SUBSECTION)
		object_reason(ctx, &v->reasons, REASON_NS_ODD_SIZE, ns->dev, NULL);
	else
		object_reason(ctx, &v->reasons, REASON_NS_DISABLED, ns->dev, NULL);
}

/* Whatever mode it is in: without memory it is good for nothing. */
static void judge_memory(struct judge_ctx *ctx, size_t index)
{
	const struct nd_namespace *ns = &ctx->inventory->namespaces[index];
	struct namespace_verdict *v = &ctx->verdict->namespaces[index];
	enum tri keeps = region_keeps_data(ctx, &ctx->inventory->regions[ns->region], &v->reasons);

	v->map_sync = tri_and(v->map_sync, keeps);
	if (keeps == TRI_NO) {
		v->effective = ACCESS_NONE;
		v->possible = 0;
	} else if (keeps == TRI_UNKNOWN && v->effective != ACCESS_NONE) {
		v->effective = ACCESS_UNKNOWN;
		v->doubtful = true;
	}
}

static void judge_mode(struct judge_ctx *ctx, size_t index)
{
	const struct nd_namespace *ns = &ctx->inventory->namespaces[index];
	const struct nd_region *region = &ctx->inventory->regions[ns->region];
	struct namespace_verdict *v = &ctx->verdict->namespaces[index];

	v->map_sync = TRI_NO;
	if (ns->unread || region->unread) {
		leave_open(ctx, index);
		return;
	}
	if (ctx->facts->target_kernel) {
		judge_namespace_on_target(ctx, index);
		return;
	}
	if (!region->enabled) {
		v->effective = ACCESS_NONE;
		object_reason(ctx, &v->reasons, REASON_REGION_NOT_ENABLED, region->dev, NULL);
		return;
	}
	/* A devdax namespace whose dax_pmem is missing is inactive, too: say what is missing. */
	if (!strcmp(ns->mode, "devdax") && (ns->enabled || has_blocked_driver(ctx))) {
		judge_devdax(ctx, index);
		return;
	}
	/* Enabling it would say -ENXIO again; that the kernel is why is the host's to say. */
	if (!ns->enabled && host_has(ctx, KOPT_ND_CLAIM) == TRI_NO) {
		v->effective = ACCESS_NONE;
		reason_list_add(&v->reasons, REASON_CONFIG_NVDIMM_PFN);
		return;
	}
	if (!ns->enabled) {
		v->effective = ACCESS_NONE;
		judge_disabled(ctx, index);
		return;
	}
	if (!strcmp(ns->mode, "sector")) {
		judge_sector(ctx, index);
	} else if (!strcmp(ns->mode, "raw")) {
		judge_raw(ctx, index);
	} else if (!strcmp(ns->mode, "fsdax")) {
		judge_fsdax(ctx, index);
	} else {
		v->effective = ACCESS_UNKNOWN;
		v->map_sync = TRI_UNKNOWN;
		v->possible = 0;
		object_reason(ctx, &v->reasons, REASON_NS_MODE_UNKNOWN, ns->dev, ns->mode);
	}
}

/* --- dax devices --- */

static bool is_loaded(const struct judge_ctx *ctx, enum kernel_module module)
{
	enum module_state state = state_of_module(ctx, module);

	return state == MODULE_STATE_LOADED || state == MODULE_STATE_BUILTIN;
}

/*
 * dev_dax_kmem_probe() (drivers/dax/kmem.c) refuses a device without a node, and one
 * whose ranges hold no whole memory block. Such a device is left without a driver.
 * NULL: it would not refuse it, as far as sizes tell. The caller frees the text.
 */
static char *why_kmem_refuses(const struct judge_ctx *ctx, const struct dax_device *device)
{
	unsigned long block = ctx->inventory->environment.memory_block;

	if (!is_loaded(ctx, KMOD_kmem))
		return NULL;
	if (block && device->size && device->size < block)
		return xasprintf("it is smaller than a memory block of %lu bytes", block);
	if (device->target_node < 0 && device->namespace == NO_INDEX)
		return xstrdup("the kernel knows no memory node for it");
	return NULL;
}

static void judge_unbound(struct judge_ctx *ctx, size_t index)
{
	const struct dax_device *device = &ctx->inventory->dax_devices[index];
	struct dax_verdict *v = &ctx->verdict->dax_devices[index];
	char *refusal;

	/* What a region has left to make devices of (delete_store() in dax/bus.c keeps it): no device yet. */
	if (!device->size && device->namespace == NO_INDEX)
		return;
	refusal = why_kmem_refuses(ctx, device);
	if (!refusal)
		not_bound(ctx, &v->reasons, device->dev, device->namespace != NO_INDEX, true);
	else if (state_of_module(ctx, KMOD_device_dax) == MODULE_STATE_MISSING)
		finding_set_remedy(object_reason(ctx, &v->reasons, REASON_DAX_KMEM_REFUSED,
						 device->dev, refusal),
				   NULL);
	else
		object_reason(ctx, &v->reasons, REASON_DAX_KMEM_REFUSED, device->dev, refusal);
	free(refusal);
}

/*
 * Since 6.3 kmem takes soft-reserved and CXL memory unasked (IORESOURCE_DAX_KMEM): as
 * system memory it is where it should be. A namespace is given to kmem by hand.
 */
static void judge_kmem(struct judge_ctx *ctx, size_t index)
{
	const struct dax_device *device = &ctx->inventory->dax_devices[index];
	struct finding *finding;
	char online[32];

	object_reason(ctx, &ctx->verdict->dax_devices[index].reasons, REASON_DAX_BOUND_TO_KMEM,
		      device->dev, NULL);
	if (device->memory.known && device->memory.online < device->memory.total) {
		snprintf(online, sizeof(online), "%d of %d", device->memory.online,
			 device->memory.total);
		object_reason(ctx, NULL, REASON_DAX_MEMORY_OFFLINE, device->dev, online);
		if (!device->memory.online)
			ctx->verdict->dax_devices[index].effective = ACCESS_NONE;
	}
	if (device->namespace != NO_INDEX)
		return;
	finding = object_reason(ctx, &ctx->verdict->dax_devices[index].reasons,
				REASON_DAX_BOUND_TO_KMEM, device->dev, NULL);
	finding->severity = SEVERITY_INFO;
	if (finding->command)
		finding_set_remedy(finding, &reason_words(finding->reason)->fallback);
}

static void judge_dax_device(struct judge_ctx *ctx, size_t index)
{
	const struct dax_device *device = &ctx->inventory->dax_devices[index];
	struct dax_verdict *v = &ctx->verdict->dax_devices[index];
	enum tri usable = host_says(ctx, MODE_DEVDAX), keeps = TRI_YES;

	if (device->unread) {
		object_reason(ctx, &v->reasons, REASON_OBJECT_UNREAD, device->dev, NULL);
		return;
	}
	if (ctx->facts->target_kernel) {
		judge_dax_on_target(ctx, index);
		return;
	}
	if (device->namespace != NO_INDEX) {
		const struct nd_namespace *ns = &ctx->inventory->namespaces[device->namespace];
		const struct nd_region *region = &ctx->inventory->regions[ns->region];

		keeps = region_keeps_data(ctx, region, &v->reasons);
		/* Where the host must be asked to flush, no flush of ours makes anything last. */
		if (region_is_synchronous(ctx->inventory, region) == TRI_YES && !region->unread)
			v->granularity = !strcmp(region->persistence_domain, "cpu_cache")
						 ? GRANULARITY_BYTE
						 : GRANULARITY_CACHE_LINE;
	}
	if (device->class_model)
		object_reason(ctx, NULL, REASON_DAX_CLASS_MODEL, device->dev, NULL);
	if (!device->driver && !device->class_model) {
		v->effective = ACCESS_NONE;
		judge_unbound(ctx, index);
		return;
	}
	if (device->driver && !strcmp(device->driver, "kmem")) {
		v->effective = ACCESS_SYSTEM_RAM;
		v->granularity = GRANULARITY_UNKNOWN;
		judge_kmem(ctx, index);
		return;
	}
	if (usable != TRI_YES)
		host_reasons(ctx, &v->reasons, MODE_DEVDAX);
	usable = tri_and(usable, keeps);
	v->effective = usable == TRI_YES  ? ACCESS_DEVDAX
		       : usable == TRI_NO ? ACCESS_NONE
					  : ACCESS_UNKNOWN;
	/* fsdev_dax is for file systems: its character device has no mmap. */
	if (device->driver && strcmp(device->driver, "device_dax") && !device->class_model) {
		v->effective = ACCESS_UNKNOWN;
		object_reason(ctx, &v->reasons, REASON_DAX_OTHER_DRIVER, device->dev,
			      device->driver);
	}
	if (!device->node_there) {
		v->effective = ACCESS_NONE;
		object_reason(ctx, &v->reasons, REASON_DAX_NODE_MISSING, device->dev, device->dev);
	}
}

/* --- regions and buses --- */

static void judge_region(struct judge_ctx *ctx, const struct nd_region *region)
{
	bool enabled = region->enabled || ctx->facts->target_kernel;

	if (region->unread) {
		object_reason(ctx, NULL, REASON_OBJECT_UNREAD, region->dev, NULL);
		return;
	}
	if (!enabled)
		judge_region_disabled(ctx, region);
	if (region->read_only)
		judge_read_only(ctx, region);
	if (region->nstype == 4)
		judge_label_less(ctx, region);
	judge_capacity(ctx, region);
}

/* Memory of a CXL machine may be on its way through cxl-cli, whatever the NFIT says. */
static bool has_cxl(const struct inventory *inventory)
{
	for (size_t i = 0; i < inventory->bus_count; i++)
		if (!strcmp(bus_class_name(&inventory->buses[i]), "cxl"))
			return true;
	return inventory->cxl.memdev_count || inventory->cxl.region_count ||
	       inventory->cxl.idle_count;
}

static void judge_bus(struct judge_ctx *ctx, size_t index)
{
	const struct nd_bus *bus = &ctx->inventory->buses[index];
	const char *class = bus_class_name(bus);
	bool any = false;

	if (bus->unread)
		object_reason(ctx, NULL, REASON_OBJECT_UNREAD, bus->dev, NULL);
	for (size_t i = 0; i < ctx->inventory->region_count; i++) {
		const struct nd_region *region = &ctx->inventory->regions[i];

		any |= region->bus == index;
		if (region->bus == index && region->is_volatile)
			object_reason(ctx, NULL, REASON_PMEM_VOLATILE, region->dev,
				      "volatile, as the device tree or the firmware says");
	}
	/* Of a CXL bus cxl.c tells. */
	if (!any && bus->dimms && !strcmp(class, "nfit") && !bus->unread &&
	    !ctx->inventory->unlisted && !ctx->facts->target_kernel && !has_cxl(ctx->inventory))
		object_reason(ctx, NULL, REASON_PLATFORM_NO_REGION, bus->dev, NULL);
	if (!strcmp(class, "e820"))
		object_reason(ctx, NULL, REASON_PMEM_VOLATILE, bus->dev,
			      "a reserved range (memmap= or the firmware's legacy type), most "
			      "often plain RAM");
	else if (!strcmp(class, "virtio"))
		object_reason(ctx, NULL, REASON_PMEM_VOLATILE, bus->dev,
			      "a file or memory of the hypervisor, flushed through a virtio queue");
	else if (!strcmp(class, "ramdax"))
		object_reason(ctx, NULL, REASON_PMEM_VOLATILE, bus->dev, "RAM by definition");
}

/* mkfs would fill a plain file, or find nothing. */
static void judge_node(struct judge_ctx *ctx, size_t index)
{
	const struct nd_namespace *ns = &ctx->inventory->namespaces[index];
	struct namespace_verdict *v = &ctx->verdict->namespaces[index];

	if (ns->disk == NO_INDEX || !disk_has_no_node(ctx, ns->disk))
		return;
	v->effective = ACCESS_NONE;
	v->map_sync = TRI_NO;
	object_reason(ctx, &v->reasons, REASON_DISK_NODE_MISSING, ns->blockdev, NULL);
}

static void judge_namespace(struct judge_ctx *ctx, size_t index)
{
	judge_possible(ctx, index);
	judge_mode(ctx, index);
	if (!ctx->facts->target_kernel)
		judge_node(ctx, index);
	if (!ctx->facts->target_kernel)
		judge_memory(ctx, index);
}

void judge_namespaces(struct judge_ctx *ctx)
{
	const struct inventory *inventory = ctx->inventory;
	bool explained = false;

	for (size_t i = 0; i < inventory->dax_count; i++) {
		judge_dax_device(ctx, i);
		apply_probe_dax_device(ctx, i);
	}
	for (size_t i = 0; i < inventory->bus_count; i++)
		judge_bus(ctx, i);
	for (size_t i = 0; i < inventory->region_count; i++)
		judge_region(ctx, &inventory->regions[i]);
	for (size_t i = 0; i < inventory->namespace_count; i++)
		judge_namespace(ctx, i);
	if (!ctx->facts->target_kernel)
		explained = judge_cxl(ctx);
	for (size_t i = 0; i < ctx->verdict->host.finding_count; i++)
		explained |= ctx->verdict->host.findings[i].reason == REASON_PLATFORM_NO_REGION;
	if (!inventory->region_count && !inventory->dax_count && !inventory->unlisted &&
	    !inventory->dax_unread && !ctx->facts->target_kernel && !explained)
		judge_nothing(ctx);
}
