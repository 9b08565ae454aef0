/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * CXL memory of the machine: memory devices, windows, regions, decoders, PCI functions. Objects
 * refer to each other by name, as in sysfs.
 */
#ifndef PMEMCAP_FACTS_CXL_H
#define PMEMCAP_FACTS_CXL_H

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>

#include "../lib/tri.h"

/* An address, a serial number or a size that is not known. */
#define CXL_UNKNOWN ULLONG_MAX

/* A quality of service class that is not shown (before 6.8, or by this device). */
#define CXL_NO_QOS (-1)

/* A port between the root and an endpoint. Each region below it takes one of its decoders. */
struct cxl_port {
	char *dev; /* "port1" */
	size_t decoder_count;
};

struct cxl_memdev {
	char *dev;                              /* "mem0" */
	char *host;                             /* its parent, "0000:0d:00.0"; NULL: not known */
	char *firmware;                         /* firmware_version; NULL: not shown */
	char *bridge;                           /* host bridge above it, "pci0000:0c"; or NULL */
	unsigned long long pmem_size, ram_size; /* bytes of each partition */
	unsigned long long serial;              /* or CXL_UNKNOWN */
	int numa_node;                          /* -1: none */
	int pmem_qos, ram_qos;                  /* or CXL_NO_QOS */
	struct cxl_port *ports;                 /* those above its endpoint, from the top */
	size_t port_count;
	bool enabled;      /* cxl_mem is bound to it */
	bool has_endpoint; /* cxl_port found a path from it to the root */
	bool in_region;    /* one of its decoders is part of a region */
	bool unread;
};

/* A decoder of a memory device's endpoint: maps a part of its memory. */
struct cxl_decoder {
	char *dev;                      /* "decoder2.0" */
	char *memdev;                   /* "mem0" */
	char *region;                   /* "region0"; NULL: none */
	char *mode;                     /* "pmem", "ram"; NULL: neither */
	unsigned long long start, size; /* host addresses; start may be CXL_UNKNOWN */
	unsigned long long dpa_size;    /* bytes of the device's memory; or CXL_UNKNOWN */
	unsigned int ways, granularity; /* 0: not known */
};

/* One of the decoders over which a region is interleaved. */
struct cxl_mapping {
	unsigned int position;
	char *decoder; /* "decoder2.0" */
};

struct cxl_region {
	/* "region0"; an nd region that is made of it has the same number */
	char *dev;
	char *mode;                     /* "pmem", "ram"; NULL: not known (not shown before 6.3) */
	char *root_decoder;             /* its window, "decoder0.0"; NULL: not known */
	unsigned long long size;        /* bytes */
	unsigned int ways, granularity; /* granularity in bytes; 0: not known */
	struct cxl_mapping *mappings;
	size_t mapping_count;
	enum tri committed; /* its decoders are programmed */
	bool has_child;     /* pmem_regionN or dax_regionN, the device for the next driver */
	bool child_enabled; /* that driver is bound to it */
	bool enabled, unread;
};

/* A host bridge among which a window is interleaved. */
struct cxl_target {
	unsigned int id; /* the bridge's number in the CEDT */
	char *bridge;    /* "pci0000:0c"; NULL: not known */
};

/* A window of host addresses (CFMWS) in which regions are made. */
struct cxl_root_decoder {
	char *dev; /* "decoder0.0" */
	unsigned long long size;
	unsigned long long start; /* or CXL_UNKNOWN: only root may read it */
	unsigned int ways, granularity;
	int qos; /* or CXL_NO_QOS */
	struct cxl_target *targets;
	size_t target_count;
	bool pmem, ram;     /* the window accepts memory of this kind */
	bool type2, type3;  /* of accelerators; of memory devices */
	bool can_make_pmem; /* create_pmem_region is there: the kernel has CXL_REGION */
	bool can_make_ram;  /* create_ram_region is there (6.3 and later) */
};

struct cxl_facts {
	struct cxl_memdev *memdevs;
	size_t memdev_count;
	struct cxl_region *regions;
	size_t region_count;
	struct cxl_root_decoder *root_decoders;
	size_t root_decoder_count;
	struct cxl_decoder *decoders; /* of endpoints */
	size_t decoder_count;
	char **idle_functions; /* PCI addresses of CXL memory without a driver: "0000:0d:00.0" */
	size_t idle_count;
	bool root;       /* cxl_acpi has found the host's windows */
	bool mem_driver; /* the driver cxl_mem is registered */
	/*
	 * a list, a decoder, an endpoint or a PCI function could not be read, so items may be
	 * missing
	 */
	bool unread;
};

/* The memory device of that name, or NULL; the same for the others. */
const struct cxl_memdev *cxl_find_memdev(const struct cxl_facts *cxl, const char *dev);
const struct cxl_decoder *cxl_find_decoder(const struct cxl_facts *cxl, const char *dev);
const struct cxl_root_decoder *cxl_find_root_decoder(const struct cxl_facts *cxl, const char *dev);

/* The region's first host address, which its decoders have; CXL_UNKNOWN: none, or not known. */
unsigned long long cxl_region_start(const struct cxl_facts *cxl, const struct cxl_region *region);

/* Bytes of the device's memory of one kind that no decoder maps. */
unsigned long long cxl_free_capacity(const struct cxl_facts *cxl, const struct cxl_memdev *memdev,
				     bool pmem);

/* Bytes of a window that no region has; CXL_UNKNOWN: a region's window is not known. */
unsigned long long cxl_window_free(const struct cxl_facts *cxl,
				   const struct cxl_root_decoder *window);

/* The parts of a window that no committed region has. */
struct cxl_gaps {
	unsigned long long below; /* bytes of the largest gap below the last region */
	unsigned long long above; /* bytes above the last region */
	unsigned long long start; /* the first address above it */
};

/* Fill gaps. Returns false if an address, or a region's window, is not known. */
bool cxl_window_gaps(const struct cxl_facts *cxl, const struct cxl_root_decoder *window,
		     struct cxl_gaps *gaps);

/*
 * The largest gap of a window, in bytes, as max_available_extent of `cxl list` has it (libcxl 76
 * to 81). CXL_UNKNOWN: it is not known.
 */
unsigned long long cxl_window_extent(const struct cxl_facts *cxl,
				     const struct cxl_root_decoder *window);

/*
 * Does the quality of service of a region's memory differ from that of its window? The rule is
 * that of `cxl list` (cxl_region_qos_class_mismatch(), libcxl 79 to 81).
 */
bool cxl_region_qos_differs(const struct cxl_facts *cxl, const struct cxl_region *region);

/* Free what cxl owns, and zero the structure. */
void cxl_release(struct cxl_facts *cxl);

#endif
