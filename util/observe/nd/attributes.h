/* SPDX-License-Identifier: GPL-2.0-only */
/* Single attributes of devices on the nd bus, read from sysfs. */
#ifndef PMEMCAP_ATTRIBUTES_H
#define PMEMCAP_ATTRIBUTES_H

#include <stdbool.h>

#include "../../facts/inventory.h"
#include "../read/sysfs.h"

/* Where the kernel lists all devices of the nd bus. */
#define ND_DEVICES "/sys/bus/nd/devices"

/* The JSON keys that an unreadable attribute of the nd bus affects (struct skip). */
#define ND_AFFECTS "buses"

/* The directory of a device on the nd bus, for the caller to free. */
char *nd_path(const char *dev);

/*
 * Number of sectors in badblocks, whose lines are "SECTOR COUNT"; 0 if the file is missing, -1 if
 * it is unreadable.
 */
long nd_count_badblocks(struct sysfs_dir *dir);

/* ndctl's name for a region's persistence_domain; "unknown" for any other domain and for NULL. */
const char *nd_domain_name(const char *domain);

/*
 * Is a region's devtype "nd_volatile"? nvdimm_volatile_region_create()
 * (drivers/nvdimm/region_devs.c) sets it for device tree nodes with the property volatile
 * (of_pmem.c) and for NFIT ranges of volatile memory (nfit/core.c), 5.10 to 7.3.
 */
bool nd_is_volatile(struct sysfs_dir *dir);

/*
 * The name of a region's type, from its nstype and is_volatile: "pmem", "volatile" or "unknown".
 * `ndctl list` calls volatile regions "pmem", too. The string is static.
 */
const char *nd_region_type(const struct nd_region *region);

/* Does an attribute like "btt_seed" name a device? */
bool nd_has_seed(struct sysfs_dir *dir, const char *name);

/*
 * The mode for a word of mode_show() in namespace_devs.c; ND_MODE_UNKNOWN for NULL, ND_MODE_NEWER
 * for an unknown word.
 */
enum nd_mode nd_parse_mode(const char *sysfs_mode);

/* Where struct pages are: "mem", "dev" or "none". mode is a word of mode_show() in pfn_devs.c. */
const char *nd_map_name(const char *mode);

/* The size in brackets in sector_size ("[512] 520 4096"); 0 if there is none. */
unsigned int nd_selected_size(struct sysfs_dir *dir);

/* Read a uuid. The buffer is unchanged if there is no uuid or if it is all zeroes. */
void nd_read_uuid(struct sysfs_dir *dir, char uuid[40]);

/*
 * Read the holder of a namespace. If the text cannot be the name of a btt, pfn or dax device, the
 * holder counts as unreadable.
 */
void nd_read_holder(struct nd_namespace *ns, struct sysfs_dir *dir);

/*
 * Set huge_align of a namespace that a pfn or dax device holds: nd_pfn_supported_alignments()
 * (drivers/nvdimm/pfn_devs.c) lists the sizes of a page, and of the huge pages that the kernel has.
 */
void nd_read_huge_align(struct nd_namespace *ns, struct facts *facts);

/* Read size, uuid and so on from the btt, pfn or dax device that ns->holder names. */
void nd_read_personality(struct nd_namespace *ns, struct facts *facts);

#endif
