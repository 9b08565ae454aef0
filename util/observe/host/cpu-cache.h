/* SPDX-License-Identifier: GPL-2.0-only */
/* The geometry of level-1 data caches. */
#ifndef PMEMCAP_CPU_CACHE_H
#define PMEMCAP_CPU_CACHE_H

struct facts;

/* Fill facts->caches with the level-1 data caches of all online CPUs (drivers/base/cacheinfo.c). */
void observe_caches(struct facts *facts);

/* Add the caches of one CPU. cpus is the parent of its directory (/sys/devices/system/cpu). */
void cache_look_at_cpu(struct facts *facts, const char *cpus, unsigned int cpu);

#endif
