// SPDX-License-Identifier: GPL-2.0
#include <stdio.h>
#include <stdlib.h>
#include <util/base-options.h>
#include <util/judge/host/host.h>
#include <util/lib/exit-status.h>
#include <util/lib/memory-limit.h>
#include <util/observe/nd/dax-library.h>
#include <util/observe/nd/libraries.h>
#include <util/parse-options.h>
#include <util/proc/bounded.h>
#include <util/report/json.h>

#include "builtin.h"

static struct base_options param = {
	.timeout = 20,
};

static const struct option options[] = {
	BASE_OPTIONS(&param),
	OPT_END(),
};

static int print_host(const struct facts *facts)
{
	const struct report_options look = {
		.command = "daxctl alias-check",
		.human = param.human,
		.verbose = param.verbose,
	};
	struct host_verdict verdict;
	struct report report = {
		.facts = facts,
		.host = &verdict,
		.options = &look,
	};
	int rc;

	judge_host(&verdict, facts);
	json_print(stdout, &report);
	rc = finish_stdout();
	verdict_release(&verdict);
	return rc ? EXIT_FAILURE : EXIT_SUCCESS;
}

/* Runs in the child of bounded_run(), since libdaxctl reads files, too. */
static int check_host(void *ctx)
{
	struct facts facts;
	int rc;

	dax_library_use(ctx);
	rc = base_options_observe(&param, &facts);
	bounded_done_reading();
	if (rc)
		return EXIT_FAILURE;
	if (!param.sysroot)
		memory_limit_lift();
	rc = print_host(&facts);
	facts_release(&facts);
	return rc;
}

int cmd_alias_check(int argc, const char **argv, struct daxctl_ctx *ctx)
{
	const char * const u[] = {
		"daxctl alias-check [<options>]",
		NULL
	};
	int i;

	argc = parse_options(argc, argv, options, u, 0);
	for (i = 0; i < argc; i++)
		error("unknown parameter \"%s\"\n", argv[i]);
	if (argc)
		usage_with_options(u, options);

	return bounded_run(param.timeout, libraries_log_wanted("DAXCTL_LOG"),
			   check_host, ctx);
}
