/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The inventory as seen: buses, regions, namespaces, dax devices, disks, mounts. The lists are
 * flat: an object refers to another one by its index, NO_INDEX for none. The structures own their
 * strings. A string is NULL if there is no value.
 */
#ifndef PMEMCAP_FACTS_INVENTORY_H
#define PMEMCAP_FACTS_INVENTORY_H

#include <limits.h>
#include <sys/types.h>

#include "boot-words.h"
#include "cxl.h"
#include "host.h"

#define NO_INDEX ((size_t)-1)

/* A NUMA node of the nd bus that the kernel does not show, or that could not be read. */
#define NUMA_NOT_SHOWN INT_MIN

struct nd_bus {
	char *dev;      /* "ndbus0" */
	char *provider; /* "ACPI.NFIT", "e820", "virtio-pmem", "CXL", "ramdax", ... */
	/* subsystem of the bus's parent device: "acpi", "platform", "virtio", "cxl" */
	char *parent;
	char *scrub_state; /* nfit only */
	bool unread; /* an attribute was unreadable (see facts.skips); same in the structs below */
	/* papr: does a flush need a hypercall? unknown: not shown, or another kind of bus */
	enum tri flush_call;
	unsigned int dimms;
	unsigned int dimms_without_labels;
};

/* An NVDIMM, and what it reports about itself. */
struct nd_dimm {
	char *dev;            /* "nmem0" */
	char *flags;          /* the firmware's flags, "not_armed save_fail"; NULL: not shown */
	char *security;       /* "locked", "unlocked", "disabled"; NULL: not shown */
	long available_slots; /* free label slots; -1: no label area, or an unreadable one */
	bool enabled, unread;
};

/* Does the range of a region contain memory for it, and which source says so? */
enum region_memory {
	MEMORY_OF_PLATFORM = 0, /* the firmware or the hypervisor made the region */
	MEMORY_FOUND, /* memmap= made the region, and the firmware's map shows memory there */
	/* memmap= made the region, and the firmware's map shows no memory in some part of it */
	MEMORY_MISSING,
	MEMORY_UNPROVEN, /* the range or the map is not known */
	MEMORY_TAKEN,    /* the range overlaps memory that the kernel uses or reserves */
};

struct nd_region {
	size_t bus;
	char *dev;
	char *type;                                                    /* "pmem", "volatile" */
	unsigned long long size, available_size, max_available_extent; /* bytes */
	unsigned long align;                                           /* bytes; 0: not known */
	int numa_node;              /* -1: none; or NUMA_NOT_SHOWN */
	int target_node;            /* -1: none */
	unsigned long long iset_id; /* 0: none */
	char *persistence_domain;   /* "cpu_cache", "memory_controller", "unknown" */
	int nstype;            /* 4: the region is one namespace; 5: labels divide the region */
	unsigned int mappings; /* 0: none, or not known */
	bool mappings_known;
	unsigned int namespaces; /* how many there are, without seeds */
	bool enabled, read_only, unread;
	bool btt_seed, pfn_seed, dax_seed;
	long badblock_count; /* -1: not known */
	enum region_memory memory;
	size_t *dimms; /* indexes into inventory.dimms: the NVDIMMs that hold the region */
	size_t dimm_count;
	bool is_volatile; /* devtype "nd_volatile": the device tree or the firmware says so */
};

/* The mode of a namespace. The names are ndctl's. */
enum nd_mode {
	ND_MODE_UNKNOWN = 0, /* not known */
	ND_MODE_FSDAX,
	ND_MODE_DEVDAX,
	ND_MODE_SECTOR,
	ND_MODE_RAW,
	ND_MODE_NEWER, /* an unknown mode of a newer kernel: see sysfs_mode */
};

/* The info block in a namespace: its signature tells how the namespace was made. */
enum info_block {
	INFO_BLOCK_NOT_READ = 0,
	INFO_BLOCK_NONE, /* all places of an info block were read, and none has one */
	INFO_BLOCK_PFN,  /* fsdax */
	INFO_BLOCK_DAX,  /* devdax */
	INFO_BLOCK_BTT,  /* sector */
};

struct nd_namespace {
	size_t region;
	char *dev;
	enum nd_mode mode;
	/* where struct pages are: "mem", "dev", "none"; NULL: does not apply; static */
	const char *map;
	/* bytes, as ndctl prints it: the size of the btt, pfn or dax device, if there is one */
	unsigned long long size;
	/* bytes, of the namespace itself; 0: not known, so it may be a seed */
	unsigned long long raw_size;
	char uuid[40], raw_uuid[40]; /* "" where there is none */
	unsigned int sector_size;    /* bytes; 0: not known */
	unsigned long align;         /* bytes; 0: not known */
	/* size of a huge page by supported_alignments, bytes; 0: not known, or not looked for */
	unsigned long huge_align;
	char *blockdev; /* "pmem0", "pmem0.1s" */
	char *name;     /* label's alternative name */
	/* the btt, pfn or dax device that holds it, "pfn0.0"; "": none; NULL: not known */
	char *holder;
	/* from the label of a namespace without holder: "pfn", "dax", "btt", "" */
	char *holder_class;
	char *sysfs_mode; /* sysfs: "safe", "memory", "dax", "raw" */
	int numa_node;    /* its own or, if not shown, its region's */
	int target_node;
	bool enabled, force_raw, unread;
	/* in the first bytes of its disk; meaningful only without holder */
	enum info_block info_block;
	size_t disk; /* index into disks */
};

/* Memory that is divided into dax devices (struct dax_region in drivers/dax/bus.c). */
struct dax_region {
	int id;           /* the 0 of "dax0.1"; dax regions of one nd region share it */
	char *parent;     /* the directory that contains its devices, links resolved */
	const char *path; /* parent without /sys/devices: "/platform/hmem.0"; NULL: not known */
	unsigned long long size, available_size; /* bytes; 0: not known */
	unsigned long align;                     /* bytes; 0: not known */
};

/* Memory blocks of a device that is bound to kmem. */
struct dax_memory {
	bool known;
	unsigned long block_size; /* bytes */
	int total, online;
	enum tri movable; /* are all of them in ZONE_MOVABLE? unknown: some are offline */
};

/* Physical addresses of a dax device. */
struct dax_range {
	unsigned long long start, end; /* end: of the last byte */
};

struct dax_device {
	char *dev;     /* "dax0.0" */
	char *driver;  /* "device_dax", "kmem", "fsdev_dax"; NULL: not bound */
	char *path;    /* its sysfs directory, links resolved */
	size_t region; /* index into dax_regions */
	struct dax_memory memory;
	struct dax_range *ranges; /* all of them, or none: they are not known */
	size_t range_count;
	unsigned long long size; /* bytes */
	unsigned long align;     /* bytes; 0: not known */
	int target_node, numa_node;
	bool node_there;  /* /dev/NAME is the node of this device */
	mode_t node_mode; /* permissions of the node */
	bool unread;
	bool class_model;    /* listed in /sys/class/dax, where dax_pmem_compat registers devices */
	size_t ndns;         /* the devdax namespace it belongs to */
	enum tri probed_map; /* --probe: could it be mapped? */
};

struct filesystem {
	char *type;               /* "ext4", "xfs", ... NULL: none, or not known */
	unsigned long block_size; /* bytes; 0: not known */
	bool features_read;       /* the superblock could be read */
	bool inline_data;         /* ext4 */
	bool reflink;             /* xfs */
};

/*
 * What udev knows about a disk. The observer asks udev only if the disk's first bytes show no file
 * system.
 */
struct udev_facts {
	bool asked;               /* the observer asked udev, and udev answered */
	bool initialised;         /* udev has examined the disk; if not, the rest is unknown */
	char *fs_type, *fs_usage; /* ID_FS_TYPE, ID_FS_USAGE; NULL: none */
};

/* One line of a device-mapper table. */
struct dm_target {
	char *type;
	unsigned long long start, length; /* 512-byte sectors */
	/* linear: the start on the leg, sectors; striped: the starts and the chunk size, OR-ed */
	unsigned long long offset;
	bool offset_known;
};

/* Unreadable sectors, counted from the disk's start. */
struct bad_range {
	unsigned long long start, count; /* 512-byte sectors */
};

/* What the file /dev/NAME of a disk is. */
enum disk_node {
	NODE_NOT_LOOKED = 0,
	NODE_THERE,
	NODE_MISSING,
	NODE_OTHER, /* a plain file, or another device's node */
};

struct disk {
	struct bad_range *bad;
	size_t bad_count;
	bool bad_known; /* the list was read */
	enum disk_node node;
	char *dev; /* "pmem0", "pmem0p1", "dm-0" */
	dev_t number;
	unsigned long long size;  /* bytes; 0: not known */
	unsigned long long start; /* offset on its disk, bytes; partitions only */
	bool start_known;
	bool suspended; /* device-mapper: reads would block until it is resumed */
	bool first_bytes_read, table_read; /* if false, a skip says why */
	size_t parent;                     /* a partition's disk */
	enum tri queue_dax;                /* for a partition, the value of its disk */
	bool read_only, unread;
	char *dm_name, *dm_uuid;
	size_t *slaves; /* indexes into disks: those directly below this one (dm, md, loop, ...) */
	size_t slave_count;
	struct dm_target *targets; /* device-mapper: the table, if it could be read */
	size_t target_count;
	struct filesystem fs;
	/* all places of signatures are zero (blank.h); set only on a running system */
	bool is_blank;
	struct udev_facts udev;
	enum tri probed_dax; /* --probe: does the disk have a dax_device? */
	bool swap;           /* listed in /proc/swaps */
};

struct mount {
	unsigned int id; /* mount id, unique over all mount namespaces */
	/* device number of the file system: a disk's, or an anonymous one (btrfs, overlay) */
	dev_t number;
	size_t disk; /* index into disks; NO_INDEX: virtiofs */
	/* disk was found by device number; false: by source, options or overlay layers */
	bool by_number;
	/* disk holds only the log or the realtime device of the file system */
	bool data_elsewhere;
	/* xfs logdev= and rtdev=; NO_INDEX: none, or not in disks */
	size_t log_disk, realtime_disk;
	size_t *members; /* further disks of a file system on several disks (btrfs) */
	size_t member_count;
	char *root; /* the directory or file of the file system that is mounted */
	char *mountpoint, *fstype, *source;
	char *options; /* of the mount and of the super block, comma-separated */
	/* "mnt:[4026532261]" of a mount in another mount namespace; NULL: in this one */
	char *mount_namespace;
	unsigned int pid; /* a process in mount_namespace */
	char *line;       /* the line of mountinfo; only for a mount in another mount namespace */
	/* STATX_ATTR_DAX of a regular file in its top directory; unknown: no such file was found */
	enum tri sample_dax;
	unsigned long block_size; /* statvfs f_bsize; 0: not known */
	enum tri probed_dax;      /* --probe: does a new file there have DAX? */
	enum tri probed_map_sync; /* --probe: can it be mapped with MAP_SYNC? */
};

struct environment {
	char *virtualization; /* name of the hypervisor, or "none"; NULL: not known */
	bool container;
	char *os; /* PRETTY_NAME */
	/* "ibm,pmemory@90000000, ...": NVDIMMs of the device tree without an nd bus; NULL: none */
	char *papr_idle;
	bool legacy_ranges; /* /proc/iomem has "Persistent Memory (legacy)" */
	bool soft_reserved; /* /proc/iomem has "Soft Reserved" */
	/* /proc/iomem has "Persistent Memory", which the firmware declares */
	bool persistent_ranges;
	struct boot_words words;  /* from the kernel's command line */
	enum tri virtiofs_window; /* the hypervisor gives a virtiofs device a DAX window */
	bool kmem_ranges;         /* /proc/iomem has "System RAM (kmem)" */
	bool hypervisor_flag;     /* x86: /proc/cpuinfo has the hypervisor flag */
	bool no_sysfs;            /* nothing is mounted on /sys */
	/* size of a memory block, which goes online as a whole; bytes, 0: not known */
	unsigned long memory_block;
	unsigned long huge_page; /* bytes: transparent_hugepage/hpage_pmd_size; 0: not known */
	bool thp_never;          /* /sys/kernel/mm/transparent_hugepage/enabled is [never] */
	char *auto_online;       /* auto_online_blocks: "offline", "online", ...; NULL: not known */
};

struct inventory {
	struct nd_bus *buses;
	size_t bus_count;
	struct nd_region *regions;
	size_t region_count;
	struct nd_namespace *namespaces;
	size_t namespace_count;
	/* number of places that may contain namespaces which are not in the list */
	unsigned int unlisted;
	struct dax_region *dax_regions;
	size_t dax_region_count;
	struct dax_device *dax_devices;
	size_t dax_count;
	bool dax_unread; /* dax devices may be missing, or their owner may be unknown */
	struct disk *disks;
	size_t disk_count;
	bool disks_unread; /* disks may be missing, or their owner may be unknown */
	struct mount *mounts;
	size_t mount_count;
	struct environment environment;
	struct nd_dimm *dimms;
	size_t dimm_count;
	struct cxl_facts cxl;
	bool probed; /* --probe tested devices, disks and mounts: see util/probe/probe.h */
};

/* Does a dimm report this flag? */
bool dimm_has_flag(const struct nd_dimm *dimm, const char *flag);

/* Is the mount's file system on this disk, alone or together with other disks? */
bool mount_is_on(const struct mount *mount, size_t disk);

/*
 * ndctl's name of the mode, "fsdax" for ND_MODE_FSDAX; the word in sysfs for ND_MODE_NEWER. Never
 * NULL.
 */
const char *namespace_mode_name(const struct nd_namespace *ns);

/* "pfn" for INFO_BLOCK_PFN, "none" for INFO_BLOCK_NONE; NULL for INFO_BLOCK_NOT_READ. */
const char *info_block_name(enum info_block block);

/* Are both the namespace and its region enabled? */
bool namespace_is_enabled(const struct inventory *inventory, const struct nd_namespace *ns);

/*
 * Number of bad 512-byte sectors of a namespace, as `ndctl list -M` counts them
 * (util_namespace_to_json(), ndctl 76 to 81). 0: none, -1: not known.
 * - Raw: the sectors in the region's list, or in the disk's list if the region's is empty.
 * - Fsdax: the sectors in the disk's list, which pmem_attach_disk() and nd_pmem_notify()
 *   (drivers/nvdimm/pmem.c) copy from the region.
 * - Devdax and sector: the region's list counts from the region's start. Only `resource` shows
 *   where the namespace starts, and this tool does not open it. So if the list is not empty, the
 *   number is known only for a sector namespace that fills its region. A disabled devdax namespace
 *   has 0.
 */
long namespace_count_badblocks(const struct inventory *inventory, const struct nd_namespace *ns);

/*
 * The kind of a disk, derived from its name: "partition", "dm", "raid" (md), "bcache", "loop",
 * "drbd", ... "stack": another driver has put it on top of other disks. "disk": any other. The
 * string is static.
 */
const char *disk_type(const struct disk *disk);

/* Is the disk a loop device? */
bool disk_is_loop(const struct disk *disk);

/* Index of the disk called dev, NO_INDEX if it is not in the list. */
size_t inventory_find_disk(const struct inventory *inventory, const char *dev);

/* Drop the device-mapper table of a disk. */
void disk_forget_table(struct disk *disk);

/* Free what an entry of inventory->disks owns. */
void disk_release(struct disk *disk);

/* Free what observe_inventory() allocated, and zero the structure. */
void inventory_release(struct inventory *inventory);

#endif
