/* SPDX-License-Identifier: GPL-2.0-only */
/* Ask the running kernel whether shared mappings of a page must have one colour. */
#ifndef PMEMCAP_COLOUR_PROBE_H
#define PMEMCAP_COLOUR_PROBE_H

#include "../../facts/host.h"

/*
 * Map one page of a memfd with MAP_SHARED|MAP_FIXED at offsets of 1, 2, 4, ... pages up to 8 MiB
 * from an address with the page's colour. A kernel that colours shared mappings refuses offsets
 * that are not a multiple of its alias span with EINVAL (arch_get_unmapped_area() in
 * arch/{mips,arm,sh,sparc,xtensa,csky,parisc}). Needs no privilege, leaves no mapping behind,
 * writes nothing.
 */
void observe_colour(struct colour_probe *probe, long page_size);

#endif
