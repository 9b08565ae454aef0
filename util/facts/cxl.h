/* SPDX-License-Identifier: GPL-2.0-only */
/* CXL memory of the machine: memory devices, regions, root decoders, PCI functions. */
#ifndef PMEMCAP_FACTS_CXL_H
#define PMEMCAP_FACTS_CXL_H

#include <stdbool.h>
#include <stddef.h>

#include "../lib/tri.h"

struct cxl_memdev {
	char *dev;                              /* "mem0" */
	unsigned long long pmem_size, ram_size; /* bytes */
	bool enabled;                           /* cxl_mem is bound to it */
	bool has_endpoint;                      /* cxl_port found a path from it to the root */
	bool in_region;                         /* one of its decoders is part of a region */
	bool unread;
};

struct cxl_region {
	/* "region0"; the number has nothing to do with regions of the nd bus */
	char *dev;
	char *mode;              /* "pmem", "ram"; NULL: not known (not shown before 6.3) */
	unsigned long long size; /* bytes */
	enum tri committed;      /* its decoders are programmed */
	bool enabled, unread;
};

/* A window of host addresses (CFMWS) in which regions are made. */
struct cxl_root_decoder {
	char *dev; /* "decoder0.0" */
	unsigned long long size;
	bool pmem, ram; /* the window accepts memory of this kind */
};

struct cxl_facts {
	struct cxl_memdev *memdevs;
	size_t memdev_count;
	struct cxl_region *regions;
	size_t region_count;
	struct cxl_root_decoder *decoders;
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

/* Free what cxl owns, and zero the structure. */
void cxl_release(struct cxl_facts *cxl);

#endif
