/* SPDX-License-Identifier: GPL-2.0-only */
/* What CXL memory needs of the kernel. */
#ifndef PMEMCAP_OBJ_CXL_KERNEL_H
#define PMEMCAP_OBJ_CXL_KERNEL_H

#include "object.h"

/* Is the option on, or not known? If it is off, a check about subject names it. */
bool is_cxl_built(struct judge_ctx *ctx, enum kernel_option option, const char *subject);

/*
 * Can the kernel commit the decoders of a region? If it refuses, a check about subject says so.
 * Returns false also if it is not known.
 *
 * cxl_region_invalidate_memregion() (drivers/cxl/core/region.c, 6.2 to 7.3) first flushes the CPU's
 * caches. On x86 cpu_cache_has_invalidate_memregion() looks at the CPU's hypervisor flag. Other
 * architectures had no such function before 6.19. CONFIG_CXL_REGION_INVALIDATION_TEST leaves the
 * flush out.
 */
bool can_commit_cxl(struct judge_ctx *ctx, const char *subject);

#endif
