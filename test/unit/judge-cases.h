/* SPDX-License-Identifier: GPL-2.0-only */
/* Made-up machines: a few facts about each, and the verdict that must follow. */
#ifndef PMEMCAP_JUDGE_CASES_H
#define PMEMCAP_JUDGE_CASES_H

#include "../../util/judge/judge.h"

struct setting {
	enum kernel_option option;
	enum option_state state;
	long number;
};

#define MAX_SETTINGS 40
#define MAX_EXPECTED 8

struct judge_case {
	const char *name;
	const char *machine;
	long page_size; /* 0: 4096 */
	bool no_config; /* no file can be read, so settings are not used */
	bool cut_config;
	struct setting settings[MAX_SETTINGS]; /* terminated by state OPTION_UNREAD */
	void (*further)(struct facts *facts);  /* may be NULL */

	enum tri aliasing;
	enum alias_check check;
	enum tri fsdax, devdax, block;
	enum reason fsdax_reasons
		[MAX_EXPECTED]; /* in order, terminated by REASON_NONE; {0}: not checked */
	enum reason findings[MAX_EXPECTED]; /* at least these, terminated by REASON_NONE or {0} */
};

extern const struct judge_case judge_cases[];
extern const size_t judge_case_count;

/* The case's facts; release with release_case_facts(). */
void make_case_facts(const struct judge_case *test, struct facts *facts);
void release_case_facts(struct facts *facts);

#endif
