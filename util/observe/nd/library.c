// SPDX-License-Identifier: GPL-2.0-only
#include "library.h"

#include <errno.h>
#include <libudev.h>
#include <limits.h>
#include <linux/ndctl.h>
#include <ndctl/libndctl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <syslog.h>

#include "../../facts/inventory.h"
#include "../../lib/array.h"
#include "../../lib/xalloc.h"
#include "../../proc/progress.h"
#include "../read/sysfs.h"
#include "attributes.h"
#include "libraries.h"

/* A device that the library lists. The library owns the strings. */
struct listed {
	const char *name;
	const char *bus; /* name of its bus */
	void *device;    /* a struct ndctl_bus, ndctl_region ...: name shows which one */
};

struct nd_library {
	struct ndctl_ctx *ctx;
	struct ndctl_ctx *own; /* NULL: ctx is the caller's */
	int priority;          /* of the context's log, before */
	struct listed *listed; /* sorted by name */
	size_t count;
	size_t names;
	bool is_out; /* a step was refused: the library is not called again */
};

/* --- the context --- */

/*
 * libndctl waits for udev's queue before each list: 5 s, or NDCTL_TIMEOUT milliseconds. Only devices
 * that exist now are of interest.
 */
#define QUEUE_TIMEOUT "1"

static bool udev_is_busy(void)
{
	struct udev *udev = udev_new();
	struct udev_queue *queue = udev ? udev_queue_new(udev) : NULL;
	bool busy = queue && !udev_queue_get_queue_is_empty(queue);

	udev_queue_unref(queue);
	udev_unref(udev);
	return busy;
}

/* A context of our own, as ndctl's main() makes it, that does not wait. */
static struct ndctl_ctx *own_context(void)
{
	struct ndctl_ctx *made;

	setenv("NDCTL_TIMEOUT", QUEUE_TIMEOUT, 0);
	if (progress_begin_library("libndctl", "ndctl_new", 0) || ndctl_new(&made))
		return NULL;
	return made;
}

static struct nd_library *take_context(struct ndctl_ctx *given, size_t names)
{
	/* A context keeps the timeout that it was made with. */
	struct ndctl_ctx *own = given && !udev_is_busy() ? NULL : own_context();
	struct nd_library *library;

	if (!own && !given)
		return NULL;
	library = xcalloc(1, sizeof(*library));
	library->names = names;
	library->own = own;
	library->ctx = own ? own : given;
	library->priority = ndctl_get_log_priority(library->ctx);
	/*
	 * Messages about devices that the library omits would mislead, since these devices are read
	 * directly.
	 */
	if (!libraries_log_wanted("NDCTL_LOG"))
		ndctl_set_log_priority(library->ctx, LOG_EMERG);
	return library;
}

/* --- the list of devices --- */

/*
 * Announce a step before each call that makes the library read. Returns whether the step is
 * allowed.
 */
static bool ask_library(struct nd_library *library, const char *step)
{
	if (!library->is_out)
		library->is_out = progress_begin_library("libndctl", step, library->names);
	return !library->is_out;
}

static void add_listed(struct nd_library *library, const char *name, const char *bus, void *device)
{
	library->listed = array_make_room(library->listed, library->count, sizeof(struct listed));
	library->listed[library->count++] = (struct listed){ name, bus, device };
}

static void list_namespaces(struct nd_library *library, const char *bus,
			    struct ndctl_region *region)
{
	struct ndctl_namespace *ndns;
	struct ndctl_btt *btt;
	struct ndctl_pfn *pfn;
	struct ndctl_dax *dax;

	if (ask_library(library, "namespaces of a region"))
		ndctl_namespace_foreach (region, ndns)
			add_listed(library, ndctl_namespace_get_devname(ndns), bus, ndns);
	if (ask_library(library, "btt devices of a region"))
		ndctl_btt_foreach(region, btt)
			add_listed(library, ndctl_btt_get_devname(btt), bus, btt);
	if (ask_library(library, "pfn devices of a region"))
		ndctl_pfn_foreach(region, pfn)
			add_listed(library, ndctl_pfn_get_devname(pfn), bus, pfn);
	if (ask_library(library, "dax devices of a region"))
		ndctl_dax_foreach(region, dax)
			add_listed(library, ndctl_dax_get_devname(dax), bus, dax);
}

static void list_bus(struct nd_library *library, struct ndctl_bus *bus)
{
	const char *name = ndctl_bus_get_devname(bus);
	struct ndctl_region *region;
	struct ndctl_dimm *dimm;

	add_listed(library, name, name, bus);
	if (ask_library(library, "dimms of a bus"))
		ndctl_dimm_foreach (bus, dimm)
			add_listed(library, ndctl_dimm_get_devname(dimm), name, dimm);
	if (!ask_library(library, "regions of a bus"))
		return;
	ndctl_region_foreach (bus, region) {
		add_listed(library, ndctl_region_get_devname(region), name, region);
		list_namespaces(library, name, region);
	}
}

static int compare_listed(const void *a, const void *b)
{
	return strcmp(((const struct listed *)a)->name, ((const struct listed *)b)->name);
}

struct nd_library *nd_library_open(struct ndctl_ctx *given, const struct facts *facts, size_t names)
{
	struct nd_library *library;
	struct ndctl_bus *bus;

	if (!names || !libraries_may_be_asked(facts))
		return NULL;
	library = take_context(given, names);
	if (!library)
		return NULL;
	if (ask_library(library, "buses"))
		ndctl_bus_foreach (library->ctx, bus)
			list_bus(library, bus);
	if (library->count)
		qsort(library->listed, library->count, sizeof(struct listed), compare_listed);
	return library;
}

void nd_library_close(struct nd_library *library)
{
	if (!library)
		return;
	ndctl_set_log_priority(library->ctx, library->priority);
	if (library->own)
		ndctl_unref(library->own);
	free(library->listed);
	free(library);
}

static const struct listed *find(const struct nd_library *library, const char *name)
{
	const struct listed wanted = { .name = name };

	if (!library || !library->count)
		return NULL;
	return bsearch(&wanted, library->listed, library->count, sizeof(wanted), compare_listed);
}

static void *find_device(const struct nd_library *library, const char *name)
{
	const struct listed *found = find(library, name);

	return found ? found->device : NULL;
}

/* --- attributes that are read again from sysfs --- */

/* A device's directory, opened when an attribute is read directly for the first time. */
struct again {
	struct facts *facts;
	char *path;
	struct sysfs_dir dir;
	bool is_open;
};

static struct again again_of(struct facts *facts, const char *dev)
{
	return (struct again){ .facts = facts, .path = nd_path(dev) };
}

static struct sysfs_dir *directly(struct again *again)
{
	if (!again->is_open && sysfs_open(&again->dir, again->facts, again->path, ND_AFFECTS))
		/* The device was listed a moment ago, so a missing directory is an error. */
		sysfs_damaged(&again->dir, "");
	again->is_open = true;
	return &again->dir;
}

/* Close the directory. Returns whether an attribute could not be read. */
static bool again_close(struct again *again)
{
	bool unread = again->is_open && sysfs_close(&again->dir);

	free(again->path);
	return unread;
}

/*
 * Is a driver bound? ndctl_*_is_enabled() is not used: it first waits up to five seconds for udev's
 * queue (ndctl_bus_wait_probe()).
 */
static bool has_driver(struct again *again)
{
	char *path;
	struct stat st;
	bool bound;

	if (progress_begin(again->path, "driver"))
		return sysfs_has(directly(again), "driver");
	path = xasprintf("%s/driver", again->path);
	bound = !lstat(path, &st);
	/* Only ENOENT means that no driver is bound. */
	if (!bound && errno != ENOENT)
		bound = sysfs_has(directly(again), "driver");
	free(path);
	return bound;
}

/* Does the library return this number also for text that it cannot parse (strtoull())? */
static bool is_doubtful(unsigned long long value)
{
	return !value || value == ULLONG_MAX || value == ULONG_MAX;
}

static unsigned long long number(unsigned long long value, struct again *again, const char *name,
				 unsigned long long missing)
{
	return is_doubtful(value) ? sysfs_number_or(directly(again), name, missing) : value;
}

/* --- buses and dimms --- */

const char *nd_library_bus_of(const struct nd_library *library, const char *dev)
{
	const struct listed *found = find(library, dev);

	return found ? found->bus : NULL;
}

const char *nd_library_provider(const struct nd_library *library, const char *bus)
{
	struct ndctl_bus *theirs = find_device(library, bus);
	const char *provider = theirs ? ndctl_bus_get_provider(theirs) : NULL;

	return provider && *provider ? provider : NULL;
}

const char *nd_library_scrub_state(struct nd_library *library, const char *bus)
{
	struct ndctl_bus *theirs = find_device(library, bus);
	int active;

	if (!theirs || !ndctl_bus_has_nfit(theirs) || !ask_library(library, "scrub of a bus"))
		return NULL;
	active = ndctl_bus_get_scrub_state(theirs);
	if (active < 0)
		return NULL;
	return active ? "active" : "idle";
}

bool nd_library_has_labels(struct nd_library *library, const char *dimm)
{
	struct ndctl_dimm *theirs = find_device(library, dimm);
	unsigned long slots;

	if (!theirs || !ask_library(library, "labels of a dimm"))
		return false;
	slots = ndctl_dimm_get_available_labels(theirs);
	return !is_doubtful(slots);
}

/* --- regions --- */

static const char *domain_of(struct ndctl_region *theirs, struct again *again)
{
	const char *name;
	char *domain;

	switch (ndctl_region_get_persistence_domain(theirs)) {
	case PERSISTENCE_CPU_CACHE:
		return "cpu_cache";
	case PERSISTENCE_MEM_CTRL:
		return "memory_controller";
	case PERSISTENCE_NONE:
		return "none";
	default:
		domain = sysfs_text(directly(again), "persistence_domain");
		name = nd_domain_name(domain);
		free(domain);
		return name;
	}
}

static void fill_capacity(struct nd_library *library, struct nd_region *region,
			  struct ndctl_region *theirs, struct again *again)
{
	struct ndctl_interleave_set *set = ndctl_region_get_interleave_set(theirs);
	unsigned long long available = 0, extent = 0;

	if (ask_library(library, "capacity of a region")) {
		available = ndctl_region_get_available_size(theirs);
		extent = ndctl_region_get_max_available_extent(theirs);
	}
	region->available_size = number(available, again, "available_size", ULLONG_MAX);
	region->max_available_extent = number(extent, again, "max_available_extent", ULLONG_MAX);
	/* The library has no set for a region whose nstype it cannot parse. */
	region->iset_id =
		number(set ? ndctl_interleave_set_get_cookie(set) : 0, again, "set_cookie", 0);
}

static void fill_seeds(struct nd_library *library, struct nd_region *region,
		       struct ndctl_region *theirs, struct again *again)
{
	if (ask_library(library, "seeds of a region")) {
		region->btt_seed = ndctl_region_get_btt_seed(theirs);
		region->pfn_seed = ndctl_region_get_pfn_seed(theirs);
		region->dax_seed = ndctl_region_get_dax_seed(theirs);
	}
	region->btt_seed = region->btt_seed || nd_has_seed(directly(again), "btt_seed");
	region->pfn_seed = region->pfn_seed || nd_has_seed(directly(again), "pfn_seed");
	region->dax_seed = region->dax_seed || nd_has_seed(directly(again), "dax_seed");
}

static int node(int value, struct again *again, const char *name, int missing)
{
	/*
	 * The library returns a negative number for an unreadable node, and 0 for text that is not
	 * a number.
	 */
	return value > 0 ? value : sysfs_int(directly(again), name, missing);
}

static void fill_mappings(struct nd_region *region, unsigned int count, struct again *again)
{
	unsigned long long mappings = count;

	region->mappings_known =
		!is_doubtful(mappings) || sysfs_number(directly(again), "mappings", &mappings);
	region->mappings = region->mappings_known ? mappings : 0;
}

bool nd_library_fill_region(struct nd_library *library, struct facts *facts,
			    struct nd_region *region)
{
	struct ndctl_region *theirs = find_device(library, region->dev);
	struct again again;

	if (!theirs)
		return false;
	again = again_of(facts, region->dev);
	region->nstype = ndctl_region_get_nstype(theirs);
	if (region->nstype != ND_DEVICE_NAMESPACE_IO && region->nstype != ND_DEVICE_NAMESPACE_PMEM)
		region->nstype = sysfs_int(directly(&again), "nstype", 0);
	/* The library calls volatile regions "pmem", too (ndctl_region_get_type_name()). */
	region->is_volatile = nd_is_volatile(directly(&again));
	region->type = xstrdup(nd_region_type(region));
	region->size = number(ndctl_region_get_size(theirs), &again, "size", 0);
	if (region->nstype == ND_DEVICE_NAMESPACE_PMEM)
		fill_capacity(library, region, theirs, &again);
	region->align = number(ndctl_region_get_align(theirs), &again, "align", 0);
	region->numa_node =
		node(ndctl_region_get_numa_node(theirs), &again, "numa_node", NUMA_NOT_SHOWN);
	region->target_node = node(ndctl_region_get_target_node(theirs), &again, "target_node", -1);
	region->persistence_domain = xstrdup(domain_of(theirs, &again));
	fill_mappings(region, ndctl_region_get_mappings(theirs), &again);
	region->enabled = has_driver(&again);
	fill_seeds(library, region, theirs, &again);
	region->read_only = ndctl_region_get_ro(theirs) == 1 ||
			    sysfs_bool(directly(&again), "read_only") == TRI_YES;
	/* The library shows no bad blocks if it cannot read the list. */
	region->badblock_count = nd_count_badblocks(directly(&again));
	region->unread = again_close(&again);
	return true;
}

/* --- namespaces --- */

static void format_uuid(const uuid_t from, char to[40])
{
	static const char digits[] = "0123456789abcdef";
	static const uuid_t none;

	if (!memcmp(from, none, sizeof(uuid_t)))
		return;
	for (size_t i = 0; i < sizeof(uuid_t); i++) {
		if (i == 4 || i == 6 || i == 8 || i == 10)
			*to++ = '-';
		*to++ = digits[from[i] >> 4];
		*to++ = digits[from[i] & 15];
	}
	*to = '\0';
}

/*
 * The mode, as the word that sysfs has for it. NULL: the mode is unreadable, or newer than the
 * library.
 */
static const char *mode_of(struct nd_library *library, struct ndctl_namespace *theirs)
{
	if (!ask_library(library, "mode of a namespace"))
		return NULL;
	switch (ndctl_namespace_get_mode(theirs)) {
	case NDCTL_NS_MODE_MEMORY:
		return "memory";
	case NDCTL_NS_MODE_DAX:
		return "dax";
	case NDCTL_NS_MODE_SECTOR:
		return "safe";
	case NDCTL_NS_MODE_RAW:
		return "raw";
	default:
		return NULL;
	}
}

/*
 * The name of the btt, pfn or dax device that holds a namespace. Each
 * ndctl_namespace_get_{btt,pfn,dax}() reads the holder, so only the one for the mode is called.
 * NULL: there is no holder, or it is not listed.
 */
static const char *holder_of(struct nd_library *library, struct ndctl_namespace *theirs,
			     const char *mode)
{
	struct ndctl_btt *btt = NULL;
	struct ndctl_pfn *pfn = NULL;
	struct ndctl_dax *dax = NULL;

	if (!mode || !ask_library(library, "holder of a namespace"))
		return NULL;
	if (!strcmp(mode, "safe"))
		btt = ndctl_namespace_get_btt(theirs);
	else if (!strcmp(mode, "memory"))
		pfn = ndctl_namespace_get_pfn(theirs);
	else if (!strcmp(mode, "dax"))
		dax = ndctl_namespace_get_dax(theirs);
	if (btt)
		return ndctl_btt_get_devname(btt);
	if (pfn)
		return ndctl_pfn_get_devname(pfn);
	return dax ? ndctl_dax_get_devname(dax) : NULL;
}

static const char *map_of(enum ndctl_pfn_loc location)
{
	if (location == NDCTL_PFN_LOC_RAM)
		return nd_map_name("ram");
	return nd_map_name(location == NDCTL_PFN_LOC_PMEM ? "pmem" : NULL);
}

static void fill_btt(struct nd_namespace *ns, struct ndctl_btt *btt, struct again *again)
{
	unsigned int size = ndctl_btt_get_sector_size(btt);
	uuid_t uuid;

	ns->sector_size = size && size != UINT_MAX ? size : nd_selected_size(directly(again));
	ns->size = number(ndctl_btt_get_size(btt), again, "size", ns->raw_size);
	ndctl_btt_get_uuid(btt, uuid);
	format_uuid(uuid, ns->uuid);
}

static void fill_pfn(struct nd_namespace *ns, struct ndctl_pfn *pfn, struct again *again)
{
	uuid_t uuid;

	ns->align = number(ndctl_pfn_get_align(pfn), again, "align", 0);
	ns->map = map_of(ndctl_pfn_get_location(pfn));
	ns->size = number(ndctl_pfn_get_size(pfn), again, "size", ns->raw_size);
	ndctl_pfn_get_uuid(pfn, uuid);
	format_uuid(uuid, ns->uuid);
}

static void fill_dax(struct nd_namespace *ns, struct ndctl_dax *dax, struct again *again)
{
	uuid_t uuid;

	ns->align = number(ndctl_dax_get_align(dax), again, "align", 0);
	ns->map = map_of(ndctl_dax_get_location(dax));
	ns->size = number(ndctl_dax_get_size(dax), again, "size", ns->raw_size);
	ndctl_dax_get_uuid(dax, uuid);
	format_uuid(uuid, ns->uuid);
}

static void fill_personality(struct nd_library *library, struct facts *facts,
			     struct nd_namespace *ns)
{
	void *theirs = find_device(library, ns->holder);
	struct again again;

	if (!theirs) {
		nd_read_personality(ns, facts);
		return;
	}
	again = again_of(facts, ns->holder);
	if (*ns->holder == 'b')
		fill_btt(ns, theirs, &again);
	else if (*ns->holder == 'p')
		fill_pfn(ns, theirs, &again);
	else
		fill_dax(ns, theirs, &again);
	ns->enabled = has_driver(&again);
	ns->unread |= again_close(&again);
}

/* If the label has no sector size, no size in the list is selected, and the kernel uses 512. */
static unsigned int sector_size_of(struct ndctl_namespace *theirs, struct again *again)
{
	unsigned int size = ndctl_namespace_get_sector_size(theirs);

	if (!size)
		size = nd_selected_size(directly(again));
	return size && size != UINT_MAX ? size : 512;
}

static char *alt_name_of(struct ndctl_namespace *theirs)
{
	const char *name = ndctl_namespace_get_alt_name(theirs);
	size_t length = name ? strlen(name) : 0;

	while (length && name[length - 1] == '\n')
		length--;
	return length ? xasprintf("%.*s", (int)length, name) : NULL;
}

unsigned long long nd_library_namespace_size(const struct nd_library *library, const char *dev)
{
	struct ndctl_namespace *theirs = find_device(library, dev);
	unsigned long long size = theirs ? ndctl_namespace_get_size(theirs) : 0;

	/*
	 * The library reads neither uuid nor sector size of a namespace whose type it does not
	 * know.
	 */
	if (!size || (ndctl_namespace_get_type(theirs) != ND_DEVICE_NAMESPACE_IO &&
		      ndctl_namespace_get_type(theirs) != ND_DEVICE_NAMESPACE_PMEM))
		return 0;
	return is_doubtful(size) ? 0 : size;
}

bool nd_library_fill_namespace(struct nd_library *library, struct facts *facts,
			       struct nd_namespace *ns)
{
	struct ndctl_namespace *theirs = find_device(library, ns->dev);
	const char *mode, *holder;
	struct again again;
	uuid_t uuid;
	bool held;

	if (!theirs)
		return false;
	again = again_of(facts, ns->dev);
	mode = mode_of(library, theirs);
	ns->sysfs_mode = mode ? xstrdup(mode) : sysfs_text(directly(&again), "mode");
	ns->mode = nd_parse_mode(ns->sysfs_mode);
	holder = holder_of(library, theirs, ns->sysfs_mode);
	if (holder)
		ns->holder = xstrdup(holder);
	else
		nd_read_holder(ns, directly(&again));
	held = ns->holder && *ns->holder;
	/*
	 * If the library returns 0, force_raw may be unreadable. This matters only without a
	 * holder, when the namespace may be in raw mode by force.
	 */
	ns->force_raw = ndctl_namespace_get_raw_mode(theirs) == 1 ||
			(!held && sysfs_bool(directly(&again), "force_raw") == TRI_YES);
	ns->numa_node =
		node(ndctl_namespace_get_numa_node(theirs), &again, "numa_node", ns->numa_node);
	ns->name = alt_name_of(theirs);
	ndctl_namespace_get_uuid(theirs, uuid);
	format_uuid(uuid, ns->raw_uuid);
	if (ns->mode == ND_MODE_FSDAX)
		ns->map = "mem";
	if (!held)
		ns->enabled = has_driver(&again);
	if (!held || *ns->holder == 'p')
		ns->sector_size = sector_size_of(theirs, &again);
	ns->unread = again_close(&again);
	if (held)
		fill_personality(library, facts, ns);
	else
		strcpy(ns->uuid, ns->raw_uuid);
	return true;
}
