// SPDX-License-Identifier: GPL-2.0-only
/* ndctl pmem-status: the access that each namespace, disk and mount has, why, and what to do. */
#include <errno.h>
#include <ndctl/libndctl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../util/capture/capture.h"
#include "../util/cli/common-options.h"
#include "../util/judge/judge.h"
#include "../util/lib/exit-status.h"
#include "../util/lib/message.h"
#include "../util/observe/nd/dax-library.h"
#include "../util/observe/observe-inventory.h"
#include "../util/probe/probe.h"
#include "../util/proc/bounded.h"
#include "../util/report/requirement-report.h"
#include "../util/report/selection.h"
#include "builtin.h"

static struct {
	struct common_options common;
	struct selection_filters filters;
	bool probe;
} param = { .common = COMMON_DEFAULTS };

enum {
	OPT_BUS = OPT_OWN,
	OPT_REGION,
	OPT_NAMESPACE,
	OPT_DIMM,
	OPT_TYPE,
	OPT_MODE,
	OPT_NUMA_NODE,
	OPT_IDLE,
	OPT_PROBE,
};

static const struct cli_option options[] = {
	{ 'b', "bus", "<bus-id>", "filter by bus", OPT_BUS },
	{ 'r', "region", "<region-id>", "filter by region", OPT_REGION },
	{ 'n', "namespace", "<namespace-id>", "filter by namespace", OPT_NAMESPACE },
	{ 'd', "dimm", "<dimm-id>", "filter by dimm", OPT_DIMM },
	{ 't', "type", "<pmem|blk>", "filter by region type", OPT_TYPE },
	{ 'm', "mode", "<fsdax|devdax|sector|raw>", "filter by namespace mode", OPT_MODE },
	{ 'U', "numa-node", "<node>", "filter by numa node", OPT_NUMA_NODE },
	{ 'i', "idle", NULL, "include disabled regions and namespaces", OPT_IDLE },
	{ 0, "probe", NULL, "actively test unused devices (root)", OPT_PROBE },
	COMMON_OPTIONS("exit with 2 if a selected namespace lacks it, 3 if unknown"),
	{ 0 },
};

static void take_status_option(const struct cli *cli, int id, const char *argument)
{
	switch (id) {
	case OPT_BUS:
		param.filters.bus = argument;
		break;
	case OPT_REGION:
		param.filters.region = argument;
		break;
	case OPT_NAMESPACE:
		param.filters.ndns = argument;
		break;
	case OPT_DIMM:
		param.filters.dimm = argument;
		break;
	case OPT_TYPE:
		param.filters.type = argument;
		break;
	case OPT_MODE:
		param.filters.mode = argument;
		break;
	case OPT_NUMA_NODE:
		param.filters.numa_node = argument;
		break;
	case OPT_IDLE:
		param.filters.idle = true;
		break;
	case OPT_PROBE:
		param.probe = true;
		break;
	default:
		common_options_take(&param.common, cli, id, argument);
	}
}

static int print_status(const struct inventory_verdict *verdict, const struct facts *facts,
			const struct inventory *inventory, const struct selection *selection)
{
	const struct report report = {
		.facts = facts,
		.host = &verdict->host,
		.objects = verdict,
		.inventory = inventory,
		.selection = selection,
		.options = &param.common.report,
	};

	if (capture_takes_output(param.common.capture))
		return capture_print();
	if (param.common.quiet)
		return 0;
	report_print(stdout, param.common.format, &report);
	common_options_hint(&param.common);
	return finish_stdout();
}

static bool has_any(const bool *flags, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (flags[i])
			return true;
	return false;
}

/*
 * Do the filters match an object of the kind that they are about? The buses stand whatever -t, -m
 * and -U are, and the regions whatever -m is.
 */
static bool something_matches(const struct inventory *inventory, const struct selection *selection)
{
	const struct selection_filters *filters = &param.filters;

	if (selection->all)
		return true;
	if (filters->ndns || filters->mode)
		return has_any(selection->namespaces, inventory->namespace_count);
	if (filters->region || filters->dimm || filters->type || filters->numa_node)
		return has_any(selection->regions, inventory->region_count);
	return has_any(selection->buses, inventory->bus_count);
}

/* Report that the filters match nothing, unless the line of a requirement reports it. */
static void tell_of_nothing(const struct inventory *inventory, const struct selection *selection)
{
	bool disabled = has_any(selection->counted, inventory->namespace_count);

	if (something_matches(inventory, selection) || (param.common.required && !disabled))
		return;
	message_line(disabled ? "no enabled object matches the filters; -i includes disabled ones"
			      : "nothing matches the filters");
}

static int objects_requirement_status(const struct inventory_verdict *verdict,
				      const struct inventory *inventory,
				      const struct selection *selection)
{
	struct requirement_answer answers[REQUIRE_COUNT] = { 0 };

	/* Each answer walks through all objects, so compute only the required ones. */
	for (int i = 0; i < REQUIRE_COUNT; i++)
		if (param.common.required & (1U << i))
			answers[i] = requirement_objects(verdict, inventory, selection->counted,
							 selection->all, i);
	return requirement_report(param.common.required, answers);
}

/* May the run test devices? Returns 0, or -1 with one sentence on stderr. */
static int may_probe(const struct cli *cli)
{
	if (param.common.sysroot || param.common.kernel)
		cli_fail(cli, "--probe tests the running kernel: leave out --sysroot and --kernel");
	if (param.common.capture)
		cli_fail(cli, "--capture only reads: leave out --probe");
	if (!geteuid())
		return 0;
	message_error("--probe needs root");
	return -1;
}

static void check_filters(const struct cli *cli)
{
	char *complaint = selection_complaint(&param.filters);

	if (complaint)
		cli_fail(cli, "%s", complaint);
}

/* A libndctl context contains one of libdaxctl. */
static void observe_with_context(struct inventory *inventory, struct facts *facts,
				 struct ndctl_ctx *ctx)
{
	dax_library_use(ctx ? ndctl_get_daxctl_ctx(ctx) : NULL);
	observe_inventory(inventory, facts, ctx);
	dax_library_leave();
}

/* arg: the caller's ndctl context, or NULL. */
static int status_of_all(void *arg)
{
	struct inventory_verdict verdict;
	struct inventory inventory = { 0 };
	struct selection selection;
	struct facts facts;
	int status, failed;

	failed = common_options_observe(&param.common, &facts);
	if (failed) {
		bounded_done_reading();
		return STATUS_FAILED;
	}
	observe_with_context(&inventory, &facts, arg);
	if (param.probe)
		probe_inventory(&inventory, &facts);
	failed = common_options_capture(&param.common, &facts, &inventory);
	bounded_done_reading();
	if (failed) {
		inventory_release(&inventory);
		facts_release(&facts);
		return STATUS_FAILED;
	}
	judge_inventory(&verdict, &facts, &inventory);
	selection_make(&selection, &inventory, &param.filters);
	report_filter_findings(&verdict, &inventory, &selection);
	status = print_status(&verdict, &facts, &inventory, &selection)
			 ? STATUS_FAILED
			 : objects_requirement_status(&verdict, &inventory, &selection);
	if (status != STATUS_FAILED)
		tell_of_nothing(&inventory, &selection);
	selection_release(&selection);
	inventory_verdict_release(&verdict);
	inventory_release(&inventory);
	facts_release(&facts);
	return status;
}

int cmd_pmem_status(int argc, const char **argv, struct ndctl_ctx *ctx)
{
	static const struct cli cli = {
		.usage = "ndctl pmem-status [<options>]",
		.options = options,
		.take = take_status_option,
	};

	param.common.report.command = "ndctl pmem-status";
	cli_parse(&cli, argc, argv);
	param.common.report.called_by_file_name = cli_called_by_file_name();
	if (param.common.explain)
		return common_options_explain(&param.common, &cli);
	check_filters(&cli);
	if (param.probe && may_probe(&cli))
		return STATUS_FAILED;
	if (common_options_check(&param.common, &cli))
		return STATUS_FAILED;
	return common_options_run(&param.common, status_of_all, ctx);
}
