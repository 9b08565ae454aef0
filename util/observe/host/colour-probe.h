/* SPDX-License-Identifier: GPL-2.0-only */
/* Ask the running kernel whether shared mappings of a page must have one colour. */
#ifndef PMEMCAP_COLOUR_PROBE_H
#define PMEMCAP_COLOUR_PROBE_H

#include "../../facts/host.h"

/*
 * Ask the running kernel: map one page of a memfd MAP_SHARED|MAP_FIXED at
 * offsets that double from one page to 8 MiB from an address the kernel chose
 * the colour of. A kernel that colours shared mappings refuses, with EINVAL,
 * every offset that is not a multiple of its alias span
 * (arch_get_unmapped_area() in arch/{mips,arm,sh,sparc,xtensa,csky,parisc}).
 * Unprivileged, maps nothing that stays, writes nothing.
 */
void observe_colour(struct colour_probe *probe, long page_size);

#endif
