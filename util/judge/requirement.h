/* SPDX-License-Identifier: GPL-2.0-only */
/* --require: the verdict as an exit status, and the line that says why it is not met. */
#ifndef PMEMCAP_REQUIREMENT_H
#define PMEMCAP_REQUIREMENT_H

#include "../lib/textbuf.h"
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
 * Parse names that are separated by commas or blanks, and add their bits (1 << enum
 * requirement) to *requirements. "system_ram", as a key of JSON has it, is "system-ram", too; so are
 * the others with a dash. Returns 0, or -EINVAL; *bad then points at the first word that
 * names no requirement, or at an empty string if there is no word.
 */
int requirement_parse(const char *text, unsigned int *requirements, const char **bad);

/* The host's mode that a requirement needs. map-sync needs fsdax. */
enum mode requirement_mode(enum requirement requirement);

/*
 * Does the host meet the requirement? The answer is also "no" if only some device classes
 * support the mode. MAP_SYNC depends on the region and the mount, so the answer for a host that
 * could give it is "unknown" (daxdev_mapping_supported(), ND_REGION_ASYNC).
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

/* --- a line of reasons --- */

/* A line names at most so many items, and counts the rest. */
#define WHY_ITEMS 4

struct why {
	struct textbuf text;
	size_t count;
};

/* Add one item. */
__attribute__((format(printf, 2, 3))) void why_add(struct why *why, const char *format, ...);

/* Add the ids of the host's reasons why the answer to a requirement is met. There may be none. */
void why_add_host(struct why *why, const struct host_verdict *verdict, enum requirement requirement,
		  enum tri met);

/* The line, for example "a, b and 3 more"; the caller frees it. why must not be used afterwards. */
char *why_finish(struct why *why);

#endif
