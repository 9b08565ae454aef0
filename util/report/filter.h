/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Which objects of an inventory a report shows; all formats show the same. Internal to this
 * directory.
 */
#ifndef PMEMCAP_FILTER_H
#define PMEMCAP_FILTER_H

#include "context.h"

/*
 * One flag for each disk: is it shown? The disks of selected namespaces are shown; without a filter
 * also the disks of filter_is_other_disk(). The disks above a shown disk are shown, too. The caller
 * frees the array.
 */
bool *filter_disks(const struct report *report);

/*
 * One flag for each disk: does it have a partition, or another disk above it? The caller frees the
 * array.
 */
bool *filter_carriers(const struct inventory *inventory);

/*
 * Does a disk claim DAX, but belong to no namespace? Such disks are dcssblk's, or have a driver
 * that this program does not know.
 */
bool filter_is_other_disk(const struct inventory *inventory, size_t index);

/* Is a mount shown? disks: from filter_disks(). */
bool filter_has_mount(const struct report *report, const bool *disks, size_t index);

/* Is a dax device shown? With a filter, it must belong to a selected namespace. */
bool filter_has_dax(const struct report *report, size_t index);

/* The name of a namespace's dax device ("dax0.0"), owned by the inventory; NULL if it has none. */
const char *filter_chardev(const struct inventory *inventory, size_t ns);

#endif
