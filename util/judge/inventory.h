/* SPDX-License-Identifier: GPL-2.0-only */
/* The verdict on every object: index for index beside the lists of struct inventory. */
#ifndef PMEMCAP_JUDGE_INVENTORY_H
#define PMEMCAP_JUDGE_INVENTORY_H

#include "../facts/inventory.h"
#include "requirement.h"
#include "verdict.h"

/* What programs can do with an object as it is now. */
enum access {
	ACCESS_UNKNOWN = 0,
	ACCESS_NONE,
	ACCESS_BLOCK,
	ACCESS_FSDAX,
	ACCESS_DEVDAX,
	ACCESS_SYSTEM_RAM,
};

/* Modes that a namespace could be given on this host, as bits. */
enum ns_mode {
	NS_FSDAX = 1 << 0,
	NS_DEVDAX = 1 << 1,
	NS_SECTOR = 1 << 2,
	NS_RAW = 1 << 3,
};

#define MAX_OBJECT_REASONS 16

/*
 * place: the finding that explains the reason, an index into the host's findings
 * before they are sorted; NO_INDEX where another object's finding does. A finding
 * that no list cites any more when all is judged is dropped (drop_uncited()).
 */
struct reason_list {
	enum reason list[MAX_OBJECT_REASONS];
	size_t place[MAX_OBJECT_REASONS];
	size_t count;
};

struct region_verdict {
	enum tri enabled; /* has it a driver? unknown: could not be read */
};

struct namespace_verdict {
	enum tri enabled; /* have the namespace and its region a driver? as of a region */
	enum access effective;
	struct reason_list reasons; /* why not DAX; empty if and only if it is */
	unsigned int possible;      /* enum ns_mode */
	bool possible_known;
	enum tri map_sync; /* could a file system on it give MAP_SYNC mappings? */
	bool doubtful; /* bad blocks, or memory that nothing proves: no requirement is surely met */
};

struct disk_verdict {
	/* queue flag and host alone: what a partition has of its disk, whose own size is not asked */
	enum tri passes;
	struct reason_list pass_reasons;
	enum tri dax; /* would a file system made for it get DAX? */
	struct reason_list reasons;
	enum tri synchronous; /* the regions below: no flush call needed (is_nvdimm_sync()) */
	const char *domain;   /* persistence domain of the region below; NULL: not told */
	/* Would the file system on it, as it was made, get DAX if it were mounted with dax=always? */
	enum tri fs_dax;
	struct reason_list fs_reasons; /* what of the file system on it stands against DAX */
	struct evidence_list evidence; /* what the kernel said when it was asked */
};

/* What the mount was told, as its options show it. */
enum dax_option {
	DAX_OPTION_NONE = 0, /* the file system has none */
	DAX_OPTION_ALWAYS,
	DAX_OPTION_INODE,
	DAX_OPTION_NEVER,
};

/* Persistence granularity, in libpmem2's words. */
enum granularity {
	GRANULARITY_UNKNOWN = 0,
	GRANULARITY_PAGE,       /* msync */
	GRANULARITY_CACHE_LINE, /* user space flushes */
	GRANULARITY_BYTE,       /* caches are flushed on power loss */
};

struct mount_verdict {
	enum dax_option requested;
	enum tri dax;
	enum tri map_sync;
	enum granularity granularity;
	struct reason_list reasons;
	struct evidence_list evidence; /* as of a disk */
};

struct dax_verdict {
	enum tri enabled; /* as of a region */
	/*
	 * As `daxctl list` names it, or the name of a driver that it does not know; NULL: could not
	 * be read. Static, or owned by the inventory.
	 */
	const char *mode;
	enum access effective;
	enum granularity granularity;
	struct reason_list reasons;
	struct evidence_list evidence; /* as of a disk */
};

struct inventory_verdict {
	struct host_verdict host; /* with every object's findings among its own */
	struct region_verdict *regions;
	struct namespace_verdict *namespaces;
	struct dax_verdict *dax_devices;
	struct disk_verdict *disks;
	struct mount_verdict *mounts;
	size_t dax_count, disk_count, mount_count; /* the inventory's */
};

/*
 * Judge the host and every object. Points into facts and inventory, which must
 * outlive it; free with inventory_verdict_release().
 */
void judge_inventory(struct inventory_verdict *verdict, const struct facts *facts,
		     const struct inventory *inventory);

/* By its provider: "nfit", "e820", "virtio", "cxl", "of", "papr", "ramdax", "test" or "unknown". */
const char *bus_class_name(const struct nd_bus *bus);

/* "fsdax", "devdax", "block", "system-ram", "none" or "unknown". */
const char *access_name(enum access access);

/* "fsdax", "devdax", "sector" or "raw", as ndctl names it. */
const char *ns_mode_name(enum ns_mode mode);

/* "always", "inode", "never" or "none". */
const char *dax_option_name(enum dax_option option);

/* "byte", "cache-line", "page" or "unknown". */
const char *granularity_name(enum granularity granularity);

/* Free what judge_inventory() allocated, and zero the structure. */
void inventory_verdict_release(struct inventory_verdict *verdict);

/* --- the judge's own steps, one file each --- */

struct judge_ctx {
	const struct facts *facts;
	const struct inventory *inventory;
	struct inventory_verdict *verdict;
	void *told; /* object_reason()'s own: what there is a finding about, as tsearch(3) keeps it */
};

/* Add a reason to a list, once, and a finding about subject, once for subject and reason. */
struct finding *object_reason(struct judge_ctx *ctx, struct reason_list *reasons, enum reason reason,
			      const char *subject, const char *about);

/* Add a reason, once, without a finding: another object's finding tells of it. */
void reason_list_add(struct reason_list *reasons, enum reason reason);

/* Is a reason in the list? */
bool reason_list_has(const struct reason_list *reasons, enum reason reason);

/*
 * What `ndctl create-namespace` could make on a region of this host, as bits of
 * enum ns_mode; *known: nothing is left out because it could not be told.
 */
unsigned int modes_possible_on(const struct judge_ctx *ctx, const struct nd_region *region, bool *known);

/*
 * Note that a namespace with an info block attaches raw on this kernel, which
 * has not the option for it. Returns the finding, for evidence to be added.
 */
struct finding *note_unclaimed(struct judge_ctx *ctx, size_t index);

/*
 * What the memory at the region's range says of anything that stores data there:
 * "no" where there is none, "unknown" where nothing proves it, with the reason in
 * the list; else "yes".
 */
enum tri region_keeps_data(struct judge_ctx *ctx, const struct nd_region *region,
			   struct reason_list *reasons);

/* Does a region need no flush call (is_nvdimm_sync())? virtio-pmem does always, papr may. */
enum tri region_is_synchronous(const struct inventory *inventory, const struct nd_region *region);

/* Is an option on in the kernel that is judged, built in or as a module? */
enum tri host_has(const struct judge_ctx *ctx, enum kernel_option option);

/* What the host's checks that hold for every object (options, the CPU) say of a mode. */
enum tri host_says(const struct judge_ctx *ctx, enum mode mode);

/*
 * Does a file system come to its dax_device by __generic_fsdax_supported(), as in
 * 5.10, and not by fs_dax_get_by_bdev(), as since 6.1? CONFIG_DAX_DRIVER tells:
 * it was given up between them.
 */
bool has_generic_fsdax_supported(const struct judge_ctx *ctx);

/* The host's own reasons against a mode (kernel and cpu gate) into an object's list. */
void host_reasons(const struct judge_ctx *ctx, struct reason_list *reasons, enum mode mode);

/* The class of a region's devices; NULL for a bus of no class that the host's verdict speaks of. */
const struct class_words *region_class(const struct judge_ctx *ctx, const struct nd_region *region);

/* Does the host's verdict on a mode hold for a region's class of device? */
enum tri region_reaches(const struct judge_ctx *ctx, enum mode which, const struct nd_region *region);

/* Why the host does not do a mode for a region: of the host, else of the class, else of the mode. */
void region_reasons(const struct judge_ctx *ctx, struct reason_list *reasons, enum mode which,
		    const struct nd_region *region);

/*
 * Would the raw namespace have DAX on another kernel as it is? Those of e820,
 * virtio and of get struct pages without an info block (ND_REGION_PAGEMAP,
 * pmem_attach_disk()), if the kernel can make any. Of a class that is not known
 * nothing else is said either.
 */
bool is_raw_because_of_host(const struct judge_ctx *ctx, const struct nd_namespace *ns);

/* state.c: what the drivers have made of regions, namespaces and dax devices. */
void judge_states(struct judge_ctx *ctx);

/* obj/disk.c: disks, partitions, dm. Needs the disks below to be judged first: they are. */
void judge_disks(struct judge_ctx *ctx);

/* namespace.c: regions, namespaces and dax devices. Needs the disks. */
void judge_namespaces(struct judge_ctx *ctx);

/*
 * obj/target-kernel.c: the same on a kernel that does not run. "no" and "block" are
 * what an object's mode and that kernel exclude for sure; all else is unknown.
 */
void judge_namespace_on_target(struct judge_ctx *ctx, size_t index);
void judge_dax_on_target(struct judge_ctx *ctx, size_t index);
void judge_disk_on_target(struct judge_ctx *ctx, size_t index, const struct nd_namespace *ns);

/*
 * cxl.c: CXL memory on its way to an nd region or a dax device. Returns whether
 * something was found that explains why there is none.
 */
bool judge_cxl(struct judge_ctx *ctx);

/* capacity.c: what of a region belongs to no namespace, and why. */
void judge_capacity(struct judge_ctx *ctx, const struct nd_region *region);

/* dimm.c: why a region is read-only, disabled or one namespace, by the NVDIMMs below it. */
void judge_read_only(struct judge_ctx *ctx, const struct nd_region *region);
void judge_region_disabled(struct judge_ctx *ctx, const struct nd_region *region);
void judge_label_less(struct judge_ctx *ctx, const struct nd_region *region);

/* dimm.c: what the NVDIMMs report of themselves. */
void judge_dimms(struct judge_ctx *ctx);

/* disk-state.c: is a disk mounted, or something that stands on it? False for NO_INDEX. */
bool disk_is_in_use(const struct judge_ctx *ctx, size_t disk);

/* disk-state.c: bad sectors of a disk, of a partition those within it, of a dm device its legs'. */
unsigned long long disk_bad_sectors(const struct judge_ctx *ctx, size_t index);

/* disk-state.c: bad blocks of regions, disks and mounts. Needs the namespaces' verdicts. */
void judge_bad_blocks(struct judge_ctx *ctx);

/* disk-state.c: is the disk's node missing, and needed? */
bool disk_has_no_node(const struct judge_ctx *ctx, size_t disk);

/* disk-state.c: nodes of disks that are missing. Needs the disks' verdicts. */
void judge_nodes(struct judge_ctx *ctx);

/* The remedy if DAX could be had, the fallback if it is sure that it could not. */
void choose_remedy(struct finding *finding, unsigned int possible, bool known);

/* nothing.c: there is neither region nor dax device; says why, as far as it can be read. */
void judge_nothing(struct judge_ctx *ctx);

/* obj/platform.c: what around the objects explains them. Needs the namespaces. */
void judge_platform(struct judge_ctx *ctx);

/* mount.c: file systems and mounts. Needs the disks. */
void judge_mounts(struct judge_ctx *ctx);

/*
 * obj/probe.c: what the kernel said when it was asked (--probe) is believed before
 * anything that was concluded, and a finding where the two differ. Each comes
 * last for its object; without an answer nothing happens.
 */
void apply_probe_disk(struct judge_ctx *ctx, size_t index);
void apply_probe_dax_device(struct judge_ctx *ctx, size_t index);
void apply_probe_mount(struct judge_ctx *ctx, size_t index);

/* The same for MAP_SYNC, of a mount whose DAX has been judged: what remains of a conclusion. */
enum tri apply_probe_map_sync(struct judge_ctx *ctx, size_t index, enum tri concluded);

#endif
