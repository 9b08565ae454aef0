/* SPDX-License-Identifier: GPL-2.0-only */
/* /proc/cpuinfo. */
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

/* Bytes to read: the first CPU's paragraph is enough, and 1,024 CPUs take megabytes. */
#define CPUINFO_MAX 65536

/* Is this the key of one of those lines? */
bool cpuinfo_is_key(const char *key, size_t length);

/* Parse cpuinfo text, modified on the way, into info. */
void cpuinfo_parse(struct cpuinfo_facts *info, char *text);

#endif
