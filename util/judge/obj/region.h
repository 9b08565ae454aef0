/* SPDX-License-Identifier: GPL-2.0-only */
/* What the host's verdict, which speaks of classes of devices, says of one region. */
#ifndef PMEMCAP_OBJ_REGION_H
#define PMEMCAP_OBJ_REGION_H

#include "../device-class.h"
#include "object.h"

/*
 * What `ndctl create-namespace` could make on a region of this host, as bits of
 * enum ns_mode; *known: nothing is left out because it could not be told.
 */
unsigned int modes_possible_on(const struct judge_ctx *ctx, const struct nd_region *region,
			       bool *known);

/*
 * What the memory at the region's range says of anything that stores data there:
 * "no" where there is none, "unknown" where nothing proves it, with the reason in
 * the list; else "yes".
 */
enum tri region_keeps_data(struct judge_ctx *ctx, const struct nd_region *region,
			   struct reason_list *reasons);

/* Does a region need no flush call (is_nvdimm_sync())? virtio-pmem does always, papr may. */
enum tri region_is_synchronous(const struct inventory *inventory, const struct nd_region *region);

/* The class of a region's devices; NULL for a bus of no class that the host's verdict speaks of. */
const struct class_words *region_class(const struct judge_ctx *ctx, const struct nd_region *region);

/* Does the host's verdict on a mode hold for a region's class of device? */
enum tri region_reaches(const struct judge_ctx *ctx, enum mode which,
			const struct nd_region *region);

/* Why the host does not do a mode for a region: of the host, else of the class, else of the mode. */
void region_reasons(const struct judge_ctx *ctx, struct reason_list *reasons, enum mode which,
		    const struct nd_region *region);

/*
 * Would the raw namespace have DAX on another kernel as it is? Those of e820,
 * virtio and of get struct pages without an info block (ND_REGION_PAGEMAP,
 * pmem_attach_disk()), if the kernel can make any. Of a class that is not known
 * nothing else is said either.
 */
bool is_raw_because_of_host(const struct judge_ctx *ctx, const struct nd_namespace *ns);

#endif
