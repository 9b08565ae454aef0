/* SPDX-License-Identifier: GPL-2.0-only */
/* Which objects of an inventory a report shows: every format the same. Not for other rooms. */
#ifndef PMEMCAP_VIEW_H
#define PMEMCAP_VIEW_H

#include "report.h"

/*
 * One flag a disk: shown under a selected namespace, directly or stacked on its
 * disk, or without a filter for itself. The caller frees it.
 */
bool *view_disks(const struct inventory *inventory, const struct selection *selection);

/* Which disks have a partition, or another disk that stands on them: a flag a disk, for the caller to free. */
bool *view_carriers(const struct inventory *inventory);

/* A disk that claims DAX and belongs to no namespace: dcssblk's, or what no version of us knows. */
bool view_is_other_disk(const struct inventory *inventory, size_t index);

/* Is a mount shown? disks: from view_disks(). */
bool view_has_mount(const struct inventory *inventory, const struct selection *selection,
		    const bool *disks, size_t index);

/* Is a dax device shown? With a filter only one of a namespace that it leaves. */
bool view_has_dax(const struct inventory *inventory, const struct selection *selection,
		  size_t index);

/* "dax0.0" for the device of a namespace, NULL for none; owned by the inventory. */
const char *view_chardev(const struct inventory *inventory, size_t ns);

#endif
