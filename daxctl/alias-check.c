// SPDX-License-Identifier: GPL-2.0-only
/* daxctl alias-check: what this kernel on this CPU can do with persistent memory, and why. */
#include <stdio.h>

#include "../util/capture/capture.h"
#include "../util/cli/common-options.h"
#include "../util/judge/judge.h"
#include "../util/lib/exit-status.h"
#include "../util/observe/nd/dax-library.h"
#include "../util/proc/bounded.h"
#include "../util/report/requirement-report.h"
#include "builtin.h"

static struct common_options param = COMMON_DEFAULTS;

static const struct cli_option options[] = {
	COMMON_OPTIONS("exit with 2 if the host lacks it, 3 if unknown"),
	{ 0 },
};

static void take_option(const struct cli *cli, int id, const char *argument)
{
	common_options_take(&param, cli, id, argument);
}

static int print_report(const struct host_verdict *verdict, const struct facts *facts)
{
	const struct report report = {
		.facts = facts,
		.host = verdict,
		.options = &param.report,
	};

	if (capture_takes_output(param.capture))
		return capture_print();
	if (param.quiet)
		return 0;
	report_print(stdout, param.format, &report);
	common_options_hint(&param);
	return finish_stdout();
}

static int requirement_status(const struct host_verdict *verdict)
{
	struct requirement_answer answers[REQUIRE_COUNT];

	for (int i = 0; i < REQUIRE_COUNT; i++)
		answers[i] = requirement_host_answer(verdict, i);
	return requirement_report(param.required, answers);
}

/* arg: the caller's daxctl context, or NULL. */
static int check(void *arg)
{
	struct host_verdict verdict;
	struct facts facts;
	int status, failed;

	/* Use libdaxctl only here, in the child of bounded_run(), since it reads files. */
	dax_library_use(arg);
	failed = common_options_observe(&param, &facts);
	if (failed) {
		bounded_done_reading();
		return STATUS_FAILED;
	}
	failed = common_options_capture(&param, &facts, NULL);
	bounded_done_reading();
	if (failed) {
		facts_release(&facts);
		return STATUS_FAILED;
	}
	judge_host(&verdict, &facts);
	status = print_report(&verdict, &facts) ? STATUS_FAILED : requirement_status(&verdict);
	verdict_release(&verdict);
	facts_release(&facts);
	return status;
}

int cmd_alias_check(int argc, const char **argv, struct daxctl_ctx *ctx)
{
	static const struct cli cli = {
		.usage = "daxctl alias-check [<options>]",
		.options = options,
		.take = take_option,
	};

	param.report.command = "daxctl alias-check";
	cli_parse(&cli, argc, argv);
	param.report.called_by_file_name = cli_called_by_file_name();
	if (param.explain)
		return common_options_explain(&param, &cli);
	if (common_options_check(&param, &cli))
		return STATUS_FAILED;
	return common_options_run(&param, check, ctx);
}
