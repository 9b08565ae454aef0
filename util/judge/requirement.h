/* SPDX-License-Identifier: GPL-2.0-only */
/* --require: the verdict as an exit status. */
#ifndef PMEMCAP_REQUIREMENT_H
#define PMEMCAP_REQUIREMENT_H

#include "verdict.h"

enum requirement {
	REQUIRE_FSDAX = 0,
	REQUIRE_DEVDAX,
	REQUIRE_BLOCK,
	REQUIRE_MAP_SYNC,
	REQUIRE_COUNT,
};

/* "map-sync" for REQUIRE_MAP_SYNC. */
const char *requirement_name(enum requirement requirement);

/*
 * Comma- or blank-separated names, as bits 1 << enum requirement, added to
 * *requirements. Returns 0, or -EINVAL with *bad pointing at the first word that is none (an empty
 * string if there is no word at all).
 */
int requirement_parse(const char *text, unsigned int *requirements, const char **bad);

/*
 * Does the host meet it? "no" too where the mode is supported for some device
 * classes only. MAP_SYNC is a property of a region and a mount: a host that
 * could do it is "unknown" (daxdev_mapping_supported(), ND_REGION_ASYNC).
 */
enum tri requirement_host(const struct host_verdict *verdict, enum requirement requirement);

#endif
