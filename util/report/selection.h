/* SPDX-License-Identifier: GPL-2.0-only */
/* The objects that the filters -b, -r, -n and -i of a command select. */
#ifndef PMEMCAP_SELECTION_H
#define PMEMCAP_SELECTION_H

#include "context.h"

/* NULL: no filter. Each is a list of names, numbers or "all", with blanks or commas between. */
struct selection_filters {
	const char *bus; /* or provider */
	const char *region, *ndns;
	bool idle; /* select disabled regions and namespaces, too */
};

/* Fill selection with a flag for each object of inventory. Release with selection_release(). */
void selection_make(struct selection *selection, const struct inventory *inventory,
		    const struct selection_filters *filters);

/* Free what selection_make() has filled. */
void selection_release(struct selection *selection);

#endif
