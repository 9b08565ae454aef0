/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The inventory as seen: buses, regions, namespaces, dax devices, disks, mounts.
 * Flat lists; what belongs to what is an index into another list, NO_INDEX for
 * none. Strings are owned, NULL where there is nothing to say.
 */
#ifndef PMEMCAP_FACTS_INVENTORY_H
#define PMEMCAP_FACTS_INVENTORY_H

#include <sys/types.h>

#include "boot-words.h"
#include "cxl.h"
#include "host.h"

#define NO_INDEX ((size_t)-1)

struct nd_bus {
	char *dev;      /* "ndbus0" */
	char *provider; /* "ACPI.NFIT", "e820", "virtio-pmem", "CXL", "ramdax", ... */
	char *parent; /* subsystem of the device the bus hangs on: "acpi", "platform", "virtio", "cxl" */
	char *scrub_state; /* nfit only */
	bool unread; /* something of it could not be read: a skip says what; so in the others */
	/* papr: does a flush take a call of the hypervisor? unknown: not told, or of another class */
	enum tri flush_call;
	unsigned int dimms;
	unsigned int dimms_without_labels;
};

/* An NVDIMM, and what it reports of itself. */
struct nd_dimm {
	char *dev;            /* "nmem0" */
	char *flags;          /* "not_armed save_fail", of the firmware; NULL: not told */
	char *security;       /* "locked", "unlocked", "disabled"; NULL: not told */
	long available_slots; /* free label slots; -1: no label area, or none that can be read */
	bool enabled, unread;
};

/* What says that there is memory at a region's range. */
enum region_memory {
	MEMORY_OF_PLATFORM = 0, /* the firmware or the hypervisor: the region is theirs */
	MEMORY_FOUND,           /* memmap= made the region, and the firmware's map has memory there */
	MEMORY_MISSING,         /* the firmware's map has none there, or not everywhere */
	MEMORY_UNPROVEN,        /* the range or the map is not known */
};

struct nd_region {
	size_t bus;
	char *dev;
	char *type;                                                    /* "pmem", "volatile" */
	unsigned long long size, available_size, max_available_extent; /* bytes */
	unsigned long align;                                           /* bytes; 0: not told */
	int numa_node, target_node;                                    /* -1: none */
	unsigned long long iset_id;                                    /* 0: none */
	char *persistence_domain; /* "cpu_cache", "memory_controller", "unknown" */
	int nstype;               /* 4: the whole region is one namespace; 5: labels divide it */
	unsigned int mappings;
	unsigned int namespaces; /* seeds not counted */
	bool enabled, read_only, unread;
	bool btt_seed, pfn_seed, dax_seed;
	long badblock_count; /* -1: not told */
	enum region_memory memory;
	size_t *dimms; /* indexes into dimms: what the region stands on */
	size_t dimm_count;
	bool is_volatile; /* devtype "nd_volatile": the device tree or the firmware says so */
};

/* How a namespace is used; ndctl's modes. */
enum nd_mode {
	ND_MODE_UNKNOWN = 0, /* not told */
	ND_MODE_FSDAX,
	ND_MODE_DEVDAX,
	ND_MODE_SECTOR,
	ND_MODE_RAW,
	ND_MODE_NEWER, /* one that this program does not know: see sysfs_mode */
};

/* A signature that the kernel looks for in a namespace to see how it was made. */
enum info_block {
	INFO_BLOCK_NOT_READ = 0,
	INFO_BLOCK_NONE, /* the places were read, and hold none */
	INFO_BLOCK_PFN,  /* fsdax */
	INFO_BLOCK_DAX,  /* devdax */
	INFO_BLOCK_BTT,  /* sector */
};

struct nd_namespace {
	size_t region;
	char *dev;
	enum nd_mode mode;
	const char *map;  /* "mem", "dev", "none"; NULL where it means nothing; static */
	unsigned long long size;     /* bytes, of the personality as ndctl prints it */
	unsigned long long raw_size; /* bytes, of the namespace itself; 0: a seed */
	char uuid[40], raw_uuid[40]; /* "" where there is none */
	unsigned int sector_size;    /* bytes; 0: not told */
	unsigned long align;         /* bytes; 0: not told */
	char *blockdev;              /* "pmem0", "pmem0.1s" */
	char *name;                  /* label's alternative name */
	char *holder; /* the personality: "btt0.0", "pfn0.0", "dax0.0", "" for none; NULL: not told */
	char *holder_class; /* of the label, where nothing holds it: "pfn", "dax", "btt", "" */
	char *sysfs_mode; /* sysfs: "safe", "memory", "dax", "raw" */
	int numa_node, target_node;
	bool enabled, force_raw, unread;
	enum info_block info_block; /* on the disk of a namespace that nothing holds */
	size_t disk; /* index into disks */
};

/* Memory that dax devices are cut from (struct dax_region in drivers/dax/bus.c). */
struct dax_region {
	int id;           /* the 0 of "dax0.1"; regions of one nd region share it */
	char *parent;     /* the directory its devices are in, links resolved */
	const char *path; /* the same below /sys/devices: "/platform/hmem.0"; NULL: not told */
	unsigned long long size, available_size; /* bytes; 0: not told */
	unsigned long align;                     /* bytes; 0: not told */
};

/* Memory blocks of a device that is bound to kmem. */
struct dax_memory {
	bool known;
	unsigned long block_size; /* bytes */
	int total, online;
	enum tri movable; /* are all in ZONE_MOVABLE? unknown: one is offline */
};

struct dax_device {
	char *dev;     /* "dax0.0" */
	char *driver;  /* "device_dax", "kmem", "fsdev_dax"; NULL: not bound */
	char *path;    /* its sysfs directory, links resolved */
	size_t region; /* index into dax_regions */
	struct dax_memory memory;
	unsigned long long size; /* bytes */
	unsigned long align;     /* bytes; 0: not told */
	int target_node, numa_node;
	bool node_there;  /* /dev/NAME is this device */
	mode_t node_mode; /* permissions of the node */
	bool unread;
	bool class_model;    /* on /sys/class/dax: dax_pmem_compat */
	size_t ndns;         /* the devdax namespace it belongs to */
	enum tri probed_map; /* --probe: could it be mapped? */
};

struct filesystem {
	char *type;               /* "ext4", "xfs", ... NULL: none, or not told */
	unsigned long block_size; /* bytes; 0: not told */
	bool features_read;       /* the superblock could be read */
	bool inline_data;         /* ext4 */
	bool reflink;             /* xfs */
};

/* What udev tells of a disk; asked only where the first bytes say no file system. */
struct udev_facts {
	bool asked;               /* and answered */
	bool initialised;         /* else it has not looked, and the rest is not known */
	char *fs_type, *fs_usage; /* ID_FS_TYPE, ID_FS_USAGE; NULL: none */
};

/* One line of a device-mapper table. */
struct dm_target {
	char *type;
	unsigned long long start, length; /* 512-byte sectors */
	unsigned long long
		offset; /* on the leg, sectors; of a type that has one leg and an offset */
	bool offset_known;
};

/* Sectors that cannot be read, counted from the disk's start. */
struct bad_range {
	unsigned long long start, count; /* 512-byte sectors */
};

/* What /dev/NAME of a disk is. */
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
	unsigned long long size;  /* bytes; 0: not told */
	unsigned long long start; /* bytes into its disk; partitions only */
	bool start_known;
	bool suspended;                    /* dm: reading it would block */
	bool first_bytes_read, table_read; /* else a skip says why not */
	size_t parent;                     /* a partition's disk */
	enum tri queue_dax;                /* a partition's: its disk's */
	bool read_only, unread;
	char *dm_name, *dm_uuid;
	size_t *slaves; /* dm: what it stands on */
	size_t slave_count;
	struct dm_target *targets; /* dm, where the table can be read */
	size_t target_count;
	struct filesystem fs;
	bool is_blank; /* all places are zero where a signature could be (blank.h); live only */
	struct udev_facts udev;
	enum tri probed_dax; /* --probe: is a dax_device behind it? */
	bool swap;           /* /proc/swaps has it */
};

struct mount {
	unsigned int id; /* mountinfo's, one for all mount namespaces */
	dev_t number;    /* of the file system: a disk's, or one of its own (btrfs, overlay) */
	size_t disk;     /* NO_INDEX: virtiofs */
	bool by_number;  /* number is the disk's; else source, options or layers name it */
	/* Only its log or its realtime device is on the disk. */
	bool data_elsewhere;
	size_t log_disk, realtime_disk; /* xfs: logdev=, rtdev=; NO_INDEX: none that is listed */
	size_t *members;                /* other disks of a file system on several (btrfs) */
	size_t member_count;
	char *root; /* the directory or file of the file system that is mounted */
	char *mountpoint, *fstype, *source;
	char *options; /* of the mount and of the super block, comma-separated */
	/* "mnt:[4026532261]" of a mount in another mount namespace; NULL: in this one */
	char *mount_namespace;
	unsigned int pid; /* a process there */
	char *line;       /* mountinfo's, of a mount in another namespace */
	/* STATX_ATTR_DAX of a regular file at its top, or of what is mounted; unknown: no file there */
	enum tri sample_dax;
	unsigned long block_size; /* statvfs f_bsize; 0: not told */
	enum tri probed_dax;      /* --probe: has a file that is new at its top DAX? */
	enum tri probed_map_sync; /* --probe: can it be mapped with MAP_SYNC? */
};

struct environment {
	char *virtualization; /* the hypervisor's name, "none"; NULL: not told */
	bool container;
	char *os;           /* PRETTY_NAME */
	bool legacy_ranges; /* /proc/iomem has "Persistent Memory (legacy)" */
	bool soft_reserved; /* /proc/iomem has "Soft Reserved" */
	bool persistent_ranges;  /* /proc/iomem has "Persistent Memory" of the firmware's */
	struct boot_words words; /* of the command line */
	enum tri virtiofs_window; /* the hypervisor gives a virtiofs device a DAX window */
	bool kmem_ranges;   /* /proc/iomem has "System RAM (kmem)" */
	bool hypervisor_flag; /* /proc/cpuinfo: the CPU says that it is a virtual machine's (x86) */
	bool no_sysfs;      /* nothing is mounted on /sys */
	unsigned long memory_block; /* bytes that go online together; 0: not told */
	unsigned long huge_page; /* bytes: transparent_hugepage/hpage_pmd_size; 0: not told */
	bool thp_never;     /* /sys/kernel/mm/transparent_hugepage/enabled is [never] */
	char *auto_online;  /* auto_online_blocks: "offline", "online", ...; NULL: not told */
};

struct inventory {
	struct nd_bus *buses;
	size_t bus_count;
	struct nd_region *regions;
	size_t region_count;
	struct nd_namespace *namespaces;
	size_t namespace_count;
	/* namespaces that are, or may be, there and could not be taken in */
	unsigned int unlisted;
	struct dax_region *dax_regions;
	size_t dax_region_count;
	struct dax_device *dax_devices;
	size_t dax_count;
	bool dax_unread; /* there may be more of them */
	struct disk *disks;
	size_t disk_count;
	bool disks_unread; /* there may be more of them, or whose they are is not known */
	struct mount *mounts;
	size_t mount_count;
	struct environment environment;
	struct nd_dimm *dimms;
	size_t dimm_count;
	struct cxl_facts cxl;
	bool probed; /* --probe: the kernel was asked, see util/probe/probe.h */
};

/* Does a dimm report this flag? */
bool dimm_has_flag(const struct nd_dimm *dimm, const char *flag);

/* Is the mount's file system on the disk, alone or with others? */
bool mount_is_on(const struct mount *mount, size_t disk);

/* "fsdax" for ND_MODE_FSDAX, as ndctl calls it; sysfs's word for a newer mode; never NULL. */
const char *namespace_mode_name(const struct nd_namespace *ns);

/* "pfn" for INFO_BLOCK_PFN, "none" for INFO_BLOCK_NONE; NULL for INFO_BLOCK_NOT_READ. */
const char *info_block_name(enum info_block block);

/* Is a namespace enabled, and its region, too, without which it is nothing? */
bool namespace_is_enabled(const struct inventory *inventory, const struct nd_namespace *ns);

/*
 * Bad 512-byte sectors of a namespace, counted as `ndctl list -M` counts them
 * (util_namespace_to_json() of ndctl 76 to 81): those of a raw namespace are its region's,
 * or where the region lists none its disk's; those of an enabled fsdax namespace its disk's, which
 * pmem_attach_disk() and nd_pmem_notify() (drivers/nvdimm/pmem.c) take from the region for the
 * range of its data. A region's list counts from the region's start, and where a devdax or sector
 * namespace starts stands in `resource`, which is not opened: where that list is not empty, only
 * the count of a sector namespace that fills its region is known. Returns 0 for none, -1 for not
 * known.
 */
long namespace_count_badblocks(const struct inventory *inventory, const struct nd_namespace *ns);

/*
 * What a disk is, by the name its driver gives it, as lsblk says it: "partition",
 * "dm", "raid" (md), "bcache", "loop", "drbd", ... "stack" for one on others that none of
 * these made, else "disk". Static.
 */
const char *disk_type(const struct disk *disk);

/* Index of the disk called dev, NO_INDEX if it is not in the list. */
size_t inventory_find_disk(const struct inventory *inventory, const char *dev);

/* Drop the device-mapper table of a disk. */
void disk_forget_table(struct disk *disk);

/* Free what a disk of the list owns. */
void disk_release(struct disk *disk);

/* Free what observe_inventory() allocated, and zero the structure. */
void inventory_release(struct inventory *inventory);

#endif
