/* SPDX-License-Identifier: GPL-2.0-only */
/* The geometry of level-1 data caches. */
#ifndef PMEMCAP_CPU_CACHE_H
#define PMEMCAP_CPU_CACHE_H

struct facts;

/* Fill facts->caches with the level-1 data caches of all online CPUs (drivers/base/cacheinfo.c). */
void observe_caches(struct facts *facts);

/* The same for one CPU; cpus is the directory that contains its directory. */
void cache_look_at_cpu(struct facts *facts, const char *cpus, unsigned int cpu);

#endif
