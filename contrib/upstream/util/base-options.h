/* SPDX-License-Identifier: GPL-2.0 */
#ifndef __PMEM_BASE_OPTIONS_H__
#define __PMEM_BASE_OPTIONS_H__

#include <stdbool.h>
#include <util/facts/host.h>

/* The options of daxctl alias-check and ndctl pmem-status. */
struct base_options {
	bool human;
	int verbose;
	unsigned int timeout;
	const char *sysroot;
};

#define BASE_OPTIONS(base) \
OPT_BOOLEAN('u', "human", &(base)->human, \
	"use human friendly number formats"), \
OPT_INCR('v', "verbose", &(base)->verbose, \
	"add sources and evidence (-vv: every check)"), \
OPT_FILENAME(0, "sysroot", &(base)->sysroot, "dir", "judge a copied tree"), \
OPT_UINTEGER(0, "timeout", &(base)->timeout, \
	"skip files that do not answer in so many seconds (default: 20)")

/*
 * Observe the host: this machine, or the copied tree. Returns 0, and the
 * caller frees facts with facts_release(); or -errno with one sentence on
 * stderr.
 */
int base_options_observe(const struct base_options *base, struct facts *facts);

#endif /* __PMEM_BASE_OPTIONS_H__ */
