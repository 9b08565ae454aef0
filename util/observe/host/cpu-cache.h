/* SPDX-License-Identifier: GPL-2.0-only */
/* The geometry of level-1 data caches. */
#ifndef PMEMCAP_CPU_CACHE_H
#define PMEMCAP_CPU_CACHE_H

struct facts;

/* Level-1 data caches of every online CPU (drivers/base/cacheinfo.c). */
void observe_caches(struct facts *facts);

/* The same of one CPU, whose directory is in the directory cpus. */
void cache_look_at_cpu(struct facts *facts, const char *cpus, unsigned int cpu);

#endif
