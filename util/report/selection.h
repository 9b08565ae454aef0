/* SPDX-License-Identifier: GPL-2.0-only */
/* The objects that the filters of a command select. They mean what those of `ndctl list` do. */
#ifndef PMEMCAP_SELECTION_H
#define PMEMCAP_SELECTION_H

#include "context.h"

/* NULL: no filter. The first four are lists of names, numbers or "all", with blanks or commas. */
struct selection_filters {
	const char *bus; /* or provider */
	const char *region, *ndns;
	const char *dimm;      /* regions on these NVDIMMs */
	const char *type;      /* "pmem" or "blk": regions of this type; "pmem" has volatile ones */
	const char *mode;      /* namespaces of this mode, also by its name in sysfs: "memory" */
	const char *numa_node; /* a number or "all": regions and namespaces of this node */
	bool idle;             /* select disabled regions and namespaces, too */
};

/*
 * Is the value of a filter wrong, other than a name that matches nothing? Returns a sentence, which
 * the caller frees; or NULL if all are right. Touches no file.
 */
char *selection_complaint(const struct selection_filters *filters);

/* Fill selection with a flag for each object of inventory. Release with selection_release(). */
void selection_make(struct selection *selection, const struct inventory *inventory,
		    const struct selection_filters *filters);

/* Free what selection_make() has filled. */
void selection_release(struct selection *selection);

#endif
