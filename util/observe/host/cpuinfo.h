/* SPDX-License-Identifier: GPL-2.0-only */
/* What /proc/cpuinfo says about the data cache. */
#ifndef PMEMCAP_CPUINFO_H
#define PMEMCAP_CPUINFO_H

#include <stdbool.h>
#include <stddef.h>

#include "../../facts/host.h"

/*
 * Fill facts->cpuinfo with the lines that show_cpuinfo() in arch/<arch> prints about the data
 * cache.
 */
void observe_cpuinfo(struct facts *facts);

/*
 * Limit in bytes: the first CPU's paragraph is enough, and with 1,024 CPUs the file has megabytes.
 */
#define CPUINFO_MAX 65536

/* Is this the key of a line that observe_cpuinfo() uses? */
bool cpuinfo_is_key(const char *key, size_t length);

/* Parse the text of /proc/cpuinfo, which is modified, into info. */
void cpuinfo_parse(struct cpuinfo_facts *info, char *text);

#endif
