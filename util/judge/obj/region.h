/* SPDX-License-Identifier: GPL-2.0-only */
/* The host's verdict, which is about classes of devices, applied to one region. */
#ifndef PMEMCAP_OBJ_REGION_H
#define PMEMCAP_OBJ_REGION_H

#include "../device-class.h"
#include "object.h"

/*
 * What `ndctl create-namespace` could make on a region of this host, as bits of enum ns_mode.
 * *known is false if a mode is missing because it is unknown whether it is possible.
 */
unsigned int modes_possible_on(const struct judge_ctx *ctx, const struct nd_region *region,
			       bool *known);

/*
 * Does the memory at the region's range keep data that is stored there? "no" if there is no
 * memory, "unknown" if nothing proves it: both add the reason to the list. Otherwise "yes".
 */
enum tri region_keeps_data(struct judge_ctx *ctx, const struct nd_region *region,
			   struct reason_list *reasons);

/*
 * Is data in a region persistent without a flush call (is_nvdimm_sync())? virtio-pmem always
 * needs the call, papr sometimes.
 */
enum tri region_is_synchronous(const struct inventory *inventory, const struct nd_region *region);

/* The class of a region's devices; NULL if the bus has no class of the host's verdict. */
const struct class_words *region_class(const struct judge_ctx *ctx, const struct nd_region *region);

/* Does the host's verdict on a mode hold for a region's class of device? */
enum tri region_reaches(const struct judge_ctx *ctx, enum mode which,
			const struct nd_region *region);

/*
 * Add why the host does not support a mode for a region: the reasons of the host and of the
 * class or, if there are none, those of the mode.
 */
void region_reasons(const struct judge_ctx *ctx, struct reason_list *reasons, enum mode which,
		    const struct nd_region *region);

/*
 * Would the raw namespace have DAX on another kernel as it is? Raw namespaces of e820, virtio
 * and of get struct pages without an info block (ND_REGION_PAGEMAP, pmem_attach_disk()), if the
 * kernel can make struct pages. A namespace of an unknown class counts too, so that no other
 * remedy is given.
 */
bool is_raw_because_of_host(const struct judge_ctx *ctx, const struct nd_namespace *ns);

#endif
