/* SPDX-License-Identifier: GPL-2.0-only */
/* --require: the verdict as an exit status, and the line that says why it is not met. */
#ifndef PMEMCAP_REQUIREMENT_H
#define PMEMCAP_REQUIREMENT_H

#include "../lib/strbuf.h"
#include "verdict.h"

enum requirement {
	REQUIRE_FSDAX = 0,
	REQUIRE_DEVDAX,
	REQUIRE_BLOCK,
	REQUIRE_MAP_SYNC,
	REQUIRE_SYSTEM_RAM,
	REQUIRE_DM_DAX,
	REQUIRE_VIRTIOFS_DAX,
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

/* The mode of the host that a requirement needs: of map-sync, fsdax. */
enum mode requirement_mode(enum requirement requirement);

/*
 * Does the host meet it? "no" too where the mode is supported for some device
 * classes only. MAP_SYNC is a property of a region and a mount: a host that
 * could do it is "unknown" (daxdev_mapping_supported(), ND_REGION_ASYNC).
 */
enum tri requirement_host(const struct host_verdict *verdict, enum requirement requirement);

/* An answer, and its cause. */
struct requirement_answer {
	enum tri met;
	char *why; /* one line without a line feed, for the caller to free; NULL if met is "yes" */
};

/* requirement_host(), with the ids of the reasons. */
struct requirement_answer requirement_host_answer(const struct host_verdict *verdict,
						  enum requirement requirement);

/* --- how a line of reasons is put together --- */

/* Items that a line names; the rest are counted. */
#define WHY_ITEMS 4

struct why {
	struct strbuf text;
	size_t count;
};

/* Add one item. */
__attribute__((format(printf, 2, 3))) void why_add(struct why *why, const char *format, ...);

/* Add the ids of the host's reasons for an answer of met to a requirement; none is possible. */
void why_add_host(struct why *why, const struct host_verdict *verdict, enum requirement requirement,
		  enum tri met);

/* The line, "a, b and 3 more", for the caller to free; why is used up. */
char *why_finish(struct why *why);

#endif
