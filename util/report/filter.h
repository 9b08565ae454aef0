/* SPDX-License-Identifier: GPL-2.0-only */
/* Which objects of an inventory a report shows: every format the same. Internal to this directory. */
#ifndef PMEMCAP_FILTER_H
#define PMEMCAP_FILTER_H

#include "context.h"

/*
 * One flag a disk: shown under a selected namespace, directly or stacked on its
 * disk, or without a filter for itself. The caller frees it.
 */
bool *filter_disks(const struct report *report);

/* Which disks have a partition, or another disk that stands on them: a flag a disk, for the caller to free. */
bool *filter_carriers(const struct inventory *inventory);

/* A disk that claims DAX and belongs to no namespace: dcssblk's, or what no version of us knows. */
bool filter_is_other_disk(const struct inventory *inventory, size_t index);

/* Is a mount shown? disks: from filter_disks(). */
bool filter_has_mount(const struct report *report, const bool *disks, size_t index);

/* Is a dax device shown? With a filter only one of a namespace that it leaves. */
bool filter_has_dax(const struct report *report, size_t index);

/* "dax0.0" for the device of a namespace, NULL for none; owned by the inventory. */
const char *filter_chardev(const struct inventory *inventory, size_t ns);

#endif
