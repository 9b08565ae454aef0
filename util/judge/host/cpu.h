/* SPDX-License-Identifier: GPL-2.0-only */
/* Does the data cache alias? */
#ifndef PMEMCAP_HOST_CPU_H
#define PMEMCAP_HOST_CPU_H

#include "../../facts/host.h"
#include "../verdict.h"

/*
 * Does the data cache alias, as the kernel's cpu_dcache_is_aliasing() sees it?
 * Needs verdict->arch, page_size and options. Fills verdict->alias and
 * alias_check. What the running kernel has said of the CPU holds for another
 * kernel as far as the two page sizes allow.
 */
void judge_aliasing(struct host_verdict *verdict, const struct facts *facts);

#endif
