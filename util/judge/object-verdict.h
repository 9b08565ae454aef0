/* SPDX-License-Identifier: GPL-2.0-only */
/* The verdict on every object: index for index beside the lists of struct inventory. */
#ifndef PMEMCAP_JUDGE_OBJECT_VERDICT_H
#define PMEMCAP_JUDGE_OBJECT_VERDICT_H

#include "../facts/inventory.h"
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

/* Modes that a namespace could have on this host, as bits. */
enum ns_mode {
	NS_FSDAX = 1 << 0,
	NS_DEVDAX = 1 << 1,
	NS_SECTOR = 1 << 2,
	NS_RAW = 1 << 3,
};

#define MAX_OBJECT_REASONS 16

/* Why an object does not give DAX, in the order in which the judge found the reasons. */
struct reason_list {
	enum reason list[MAX_OBJECT_REASONS];
	/*
	 * internal to the judge: index of the check that becomes the finding; NO_INDEX: another
	 * object has the finding
	 */
	size_t check[MAX_OBJECT_REASONS];
	size_t count;
};

struct region_verdict {
	enum tri enabled; /* is a driver bound? unknown: sysfs was not readable */
};

struct namespace_verdict {
	enum tri enabled; /* is a driver bound to the namespace and to its region? */
	enum access effective;
	struct reason_list reasons; /* why not DAX; empty if and only if it has DAX */
	unsigned int possible;      /* enum ns_mode */
	bool possible_known;
	enum tri map_sync; /* could a file system on it give MAP_SYNC mappings? */
	bool doubtful;     /* bad blocks or unproven memory: no requirement gets a "yes" */
};

struct disk_verdict {
	/*
	 * the result of the queue flag and the host, without the disk's size; a partition
	 * inherits it
	 */
	enum tri passes;
	struct reason_list pass_reasons;
	enum tri dax; /* would a file system made for it get DAX? */
	struct reason_list reasons;
	enum tri synchronous; /* do the regions below need no flush call (is_nvdimm_sync())? */
	const char *domain;   /* persistence domain of the region below; NULL: not known */
	/* Would the existing file system on it get DAX if it were mounted with dax=always? */
	enum tri fs_dax;
	struct reason_list fs_reasons; /* what prevents DAX in the file system on it */
	struct evidence_list evidence; /* what the kernel answered to --probe */
};

/* The DAX mode that the mount options ask for. */
enum dax_option {
	DAX_OPTION_NONE = 0, /* the file system has none */
	DAX_OPTION_ALWAYS,
	DAX_OPTION_INODE,
	DAX_OPTION_NEVER,
};

/* Persistence granularity, with libpmem2's names and "none". */
enum granularity {
	GRANULARITY_UNKNOWN = 0,
	GRANULARITY_NONE,       /* a program that maps it cannot make data persistent */
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
	struct evidence_list evidence; /* as for a disk */
};

struct dax_verdict {
	enum tri enabled; /* as for a region */
	/*
	 * As `daxctl list` names it, or the name of a driver that it does not know; NULL: could not
	 * be read. Static, or owned by the inventory.
	 */
	const char *mode;
	/* "hmem", "cxl", the class of a namespace's bus; NULL: not known. Static */
	const char *class;
	/* how much of it is or can become system memory; bytes, ULLONG_MAX: not known */
	unsigned long long system_ram_size;
	enum access effective;
	enum granularity granularity;
	struct reason_list reasons;
	struct evidence_list evidence; /* as for a disk */
};

/* What a CXL region has become. */
enum cxl_outcome {
	CXL_UNCLEAR = 0,
	CXL_NOTHING,
	CXL_ND_REGION,  /* a region of the nd bus, for namespaces */
	CXL_DAX_REGION, /* a dax region, for dax devices */
	CXL_SYSTEM_RAM, /* the firmware gave it to the kernel as memory */
};

struct cxl_region_verdict {
	enum tri enabled; /* as for a region */
	enum cxl_outcome outcome;
	size_t region;     /* index of the nd region; NO_INDEX: none */
	size_t dax_region; /* index of the dax region; NO_INDEX: none, or without devices */
};

struct inventory_verdict {
	struct host_verdict host; /* its findings include those of every object */
	struct region_verdict *regions;
	struct namespace_verdict *namespaces;
	struct dax_verdict *dax_devices;
	struct disk_verdict *disks;
	struct mount_verdict *mounts;
	struct cxl_region_verdict *cxl_regions;
	size_t dax_count, disk_count, mount_count; /* as in the inventory */
};

/* "fsdax", "devdax", "block", "system-ram", "none" or "unknown". */
const char *access_name(enum access access);

/* "fsdax", "devdax", "sector" or "raw", as ndctl names it. */
const char *ns_mode_name(enum ns_mode mode);

/* "always", "inode", "never" or "none". */
const char *dax_option_name(enum dax_option option);

/* "byte", "cache-line", "page", "none" or "unknown". */
const char *granularity_name(enum granularity granularity);

/* "nd-region", "dax-region", "system-ram", "nothing" or "unknown". */
const char *cxl_outcome_name(enum cxl_outcome outcome);

/* Is a reason in the list? */
bool reason_list_has(const struct reason_list *reasons, enum reason reason);

/* Free what judge_inventory() allocated, and zero the structure. */
void inventory_verdict_release(struct inventory_verdict *verdict);

#endif
