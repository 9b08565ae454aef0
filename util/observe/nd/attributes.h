/* SPDX-License-Identifier: GPL-2.0-only */
/* Single attributes of devices on the nd bus, read from sysfs. */
#ifndef PMEMCAP_ATTRIBUTES_H
#define PMEMCAP_ATTRIBUTES_H

#include <stdbool.h>

#include "../../facts/inventory.h"
#include "../read/sysfs.h"

/* Where the kernel lists all devices of the nd bus. */
#define ND_DEVICES "/sys/bus/nd/devices"

/* What is not told where an attribute of the nd bus is unreadable: see struct skip. */
#define ND_AFFECTS "buses"

/* The directory of a device on the nd bus, for the caller to free. */
char *nd_path(const char *dev);

/* Sectors in badblocks, lines of "SECTOR COUNT"; 0 where there is no such file, -1: not told. */
long nd_count_badblocks(struct sysfs_dir *dir);

/* A region's persistence_domain in ndctl's words: "unknown" for any that is new, and for NULL. */
const char *nd_domain_name(const char *domain);

/*
 * Is a region's devtype "nd_volatile"? The device types of drivers/nvdimm/region_devs.c:
 * nvdimm_volatile_region_create() for a node of the device tree that has the property volatile
 * (of_pmem.c) and for an NFIT range of volatile memory (nfit/core.c), 5.10 to 7.3.
 */
bool nd_is_volatile(struct sysfs_dir *dir);

/* Does an attribute like "btt_seed" name a device? */
bool nd_has_seed(struct sysfs_dir *dir, const char *name);

/* The mode of a word of mode_show() in namespace_devs.c; NULL: ND_MODE_UNKNOWN. */
enum nd_mode nd_parse_mode(const char *sysfs_mode);

/* Where the struct pages are, mode_show() in pfn_devs.c: "mem", "dev", "none". */
const char *nd_map_name(const char *mode);

/* sector_size, "[512] 520 4096": the size in brackets, 0 if there is none. */
unsigned int nd_selected_size(struct sysfs_dir *dir);

/* A uuid; left alone where there is none, or only zeroes. */
void nd_read_uuid(struct sysfs_dir *dir, char uuid[40]);

/* A namespace's holder; damaged where it is the name of no personality. */
void nd_read_holder(struct nd_namespace *ns, struct sysfs_dir *dir);

/* The personality that ns->holder names, read directly. */
void nd_read_personality(struct nd_namespace *ns, struct facts *facts);

#endif
