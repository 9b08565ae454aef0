// SPDX-License-Identifier: GPL-2.0
#include <stdio.h>
#include <stdlib.h>
#include <util/base-options.h>
#include <util/judge/host/host.h>
@if require
#include <util/judge/requirement.h>
@end
@if capture
@else
#include <util/lib/memory-limit.h>
@end
#include <util/observe/nd/dax-library.h>
#include <util/observe/nd/libraries.h>
#include <util/proc/bounded.h>
@if require
#include <util/report/requirement-report.h>
@end

#include "builtin.h"

static const char command[] = "daxctl alias-check";

static struct base_options param = {
	.timeout = 20,
};

static const struct option options[] = {
	BASE_OPTIONS(&param),
	OPT_END(),
};

@if require
static int required_status(const struct host_verdict *verdict)
{
	struct requirement_answer answers[REQUIRE_COUNT];
	int i;

	for (i = 0; i < REQUIRE_COUNT; i++)
		answers[i] = requirement_host_answer(verdict, i);
	return requirement_report(param.required, answers);
}

@end
static int print_host(const struct facts *facts)
{
	struct host_verdict verdict;
	const struct report report = {
		.facts = facts,
		.host = &verdict,
	};
	int status = EXIT_SUCCESS;

	judge_host(&verdict, facts);
	if (base_options_print(&param, command, &report))
		status = EXIT_FAILURE;
@if require
	else
		status = required_status(&verdict);
@end
	verdict_release(&verdict);
	return status;
}

/* Runs in the child of bounded_run(), since libdaxctl reads files, too. */
static int check_host(void *ctx)
{
	struct facts facts;
	int rc;

	dax_library_use(ctx);
	rc = base_options_observe(&param, &facts);
@if capture
	if (rc) {
		bounded_done_reading();
		return EXIT_FAILURE;
	}
	rc = base_options_capture(&param, &facts, NULL);
	bounded_done_reading();
	rc = rc ? EXIT_FAILURE : print_host(&facts);
@else
	bounded_done_reading();
	if (rc)
		return EXIT_FAILURE;
	if (!param.sysroot)
		memory_limit_lift();
	rc = print_host(&facts);
@end
	facts_release(&facts);
	return rc;
}

int cmd_alias_check(int argc, const char **argv, struct daxctl_ctx *ctx)
{
	const char * const u[] = {
		"daxctl alias-check [<options>]",
		NULL
	};

	base_options_parse(&param, argc, argv, options, u);
@if explain
	if (param.explain)
		return base_options_explain(&param, command);
@end
	return bounded_run(param.timeout, libraries_log_wanted("DAXCTL_LOG"),
			   check_host, ctx);
}
