// SPDX-License-Identifier: GPL-2.0
#include <ndctl/libndctl.h>
#include <stdio.h>
#include <stdlib.h>
@if probe
#include <unistd.h>
@end
#include <util/base-options.h>
#include <util/facts/inventory.h>
#include <util/judge/obj/inventory.h>
@if require
#include <util/judge/requirement-objects.h>
@end
@if capture
@else
#include <util/lib/memory-limit.h>
@end
#include <util/observe/nd/dax-library.h>
#include <util/observe/nd/libraries.h>
#include <util/observe/observe-inventory.h>
@if probe
#include <util/probe/probe.h>
@end
#include <util/proc/bounded.h>
#include <util/report/filter-findings.h>
@if require
#include <util/report/requirement-report.h>
@end
#include <util/report/selection.h>

#include "builtin.h"

static const char command[] = "ndctl pmem-status";

static struct base_options param = {
	.timeout = 20,
};

static struct selection_filters filters;
@if probe
static bool probe;
@end

static const struct option options[] = {
	OPT_STRING('b', "bus", &filters.bus, "bus-id", "filter by bus"),
	OPT_STRING('r', "region", &filters.region, "region-id",
		   "filter by region"),
	OPT_STRING('n', "namespace", &filters.ndns, "namespace-id",
		   "filter by namespace"),
	OPT_STRING('d', "dimm", &filters.dimm, "dimm-id", "filter by dimm"),
	OPT_STRING('t', "type", &filters.type, "region-type",
		   "filter by region-type"),
	OPT_STRING('m', "mode", &filters.mode, "namespace-mode",
		   "filter by namespace mode"),
	OPT_STRING('U', "numa-node", &filters.numa_node, "numa node",
		   "filter by numa node"),
	OPT_BOOLEAN('i', "idle", &filters.idle,
		    "include disabled regions and namespaces"),
@if probe
	OPT_BOOLEAN(0, "probe", &probe, "actively test unused devices (root)"),
@end
	BASE_OPTIONS(&param),
	OPT_END(),
};

@if require
static int required_status(const struct inventory_verdict *verdict,
			   const struct inventory *inventory,
			   const struct selection *selection)
{
	struct requirement_answer answers[REQUIRE_COUNT] = { 0 };
	int i;

	/* Each answer walks through all objects. */
	for (i = 0; i < REQUIRE_COUNT; i++) {
		if (!(param.required & (1U << i)))
			continue;
		answers[i] = requirement_objects(verdict, inventory,
						 selection->counted,
						 selection->all, i);
	}
	return requirement_report(param.required, answers);
}

@end
static int print_inventory(const struct facts *facts,
			   const struct inventory *inventory)
{
	struct inventory_verdict verdict;
	struct selection selection;
	const struct report report = {
		.facts = facts,
		.host = &verdict.host,
		.objects = &verdict,
		.inventory = inventory,
		.selection = &selection,
	};
	int status = EXIT_SUCCESS;

	judge_inventory(&verdict, facts, inventory);
	selection_make(&selection, inventory, &filters);
	filter_findings(&verdict.host, &report);
	if (base_options_print(&param, command, &report))
		status = EXIT_FAILURE;
@if require
	else
		status = required_status(&verdict, inventory, &selection);
@end
	selection_release(&selection);
	inventory_verdict_release(&verdict);
	return status;
}

/* Runs in the child of bounded_run(), since the libraries read files, too. */
static int show_status(void *arg)
{
	struct inventory inventory = { 0 };
	struct ndctl_ctx *ctx = arg;
	struct facts facts;
	int rc;

	rc = base_options_observe(&param, &facts);
	if (rc) {
		bounded_done_reading();
		return EXIT_FAILURE;
	}
	dax_library_use(ndctl_get_daxctl_ctx(ctx));
	observe_inventory(&inventory, &facts, ctx);
	dax_library_leave();
@if probe
	if (probe)
		probe_inventory(&inventory, &facts);
@end
@if capture
	rc = base_options_capture(&param, &facts, &inventory);
	bounded_done_reading();
	rc = rc ? EXIT_FAILURE : print_inventory(&facts, &inventory);
@else
	bounded_done_reading();
	if (!param.sysroot)
		memory_limit_lift();
	rc = print_inventory(&facts, &inventory);
@end
	inventory_release(&inventory);
	facts_release(&facts);
	return rc;
}

@if probe
static int check_probe(void)
{
@if kernel
	if (param.sysroot || param.kernel) {
		error("--probe tests the running kernel: leave out --sysroot and --kernel\n");
@else
	if (param.sysroot) {
		error("--probe tests the running kernel: leave out --sysroot\n");
@end
		return -1;
	}
@if capture
	if (param.capture) {
		error("--capture only reads: leave out --probe\n");
		return -1;
	}
@end
	if (geteuid()) {
		error("--probe needs root\n");
		return -1;
	}
	return 0;
}

@end
int cmd_pmem_status(int argc, const char **argv, struct ndctl_ctx *ctx)
{
	const char * const u[] = {
		"ndctl pmem-status [<options>]",
		NULL
	};
	char *complaint;
	bool log;

	base_options_parse(&param, argc, argv, options, u);
	complaint = selection_complaint(&filters);
	if (complaint) {
		error("%s\n", complaint);
		usage_with_options(u, options);
	}
@if explain
	if (param.explain)
		return base_options_explain(&param, command);
@end
@if probe
	if (probe && check_probe())
		return EXIT_FAILURE;
@end
	log = libraries_log_wanted("NDCTL_LOG") ||
	      libraries_log_wanted("DAXCTL_LOG");
	return bounded_run(param.timeout, log, show_status, ctx);
}
