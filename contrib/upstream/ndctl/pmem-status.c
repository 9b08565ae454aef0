// SPDX-License-Identifier: GPL-2.0
#include <ndctl/libndctl.h>
#include <stdio.h>
#include <stdlib.h>
#include <util/base-options.h>
#include <util/facts/inventory.h>
#include <util/judge/obj/inventory.h>
#include <util/lib/exit-status.h>
#include <util/lib/memory-limit.h>
#include <util/observe/nd/dax-library.h>
#include <util/observe/nd/libraries.h>
#include <util/observe/observe-inventory.h>
#include <util/parse-options.h>
#include <util/proc/bounded.h>
#include <util/report/filter-findings.h>
#include <util/report/json.h>
#include <util/report/selection.h>

#include "builtin.h"

static struct base_options param = {
	.timeout = 20,
};

static struct selection_filters filters;

static const struct option options[] = {
	OPT_STRING('b', "bus", &filters.bus, "bus-id", "filter by bus"),
	OPT_STRING('r', "region", &filters.region, "region-id",
		   "filter by region"),
	OPT_STRING('n', "namespace", &filters.ndns, "namespace-id",
		   "filter by namespace"),
	OPT_BOOLEAN('i', "idle", &filters.idle,
		    "include disabled regions and namespaces"),
	BASE_OPTIONS(&param),
	OPT_END(),
};

static int print_inventory(const struct facts *facts,
			   const struct inventory *inventory)
{
	const struct report_options look = {
		.command = "ndctl pmem-status",
		.human = param.human,
		.verbose = param.verbose,
	};
	struct inventory_verdict verdict;
	struct selection selection;
	struct report report = {
		.facts = facts,
		.host = &verdict.host,
		.objects = &verdict,
		.inventory = inventory,
		.selection = &selection,
		.options = &look,
	};
	int rc;

	judge_inventory(&verdict, facts, inventory);
	selection_make(&selection, inventory, &filters);
	filter_findings(&verdict.host, &report);
	json_print(stdout, &report);
	rc = finish_stdout();
	selection_release(&selection);
	inventory_verdict_release(&verdict);
	return rc ? EXIT_FAILURE : EXIT_SUCCESS;
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
	bounded_done_reading();
	if (!param.sysroot)
		memory_limit_lift();
	rc = print_inventory(&facts, &inventory);
	inventory_release(&inventory);
	facts_release(&facts);
	return rc;
}

int cmd_pmem_status(int argc, const char **argv, struct ndctl_ctx *ctx)
{
	const char * const u[] = {
		"ndctl pmem-status [<options>]",
		NULL
	};
	bool log;
	int i;

	argc = parse_options(argc, argv, options, u, 0);
	for (i = 0; i < argc; i++)
		error("unknown parameter \"%s\"\n", argv[i]);
	if (argc)
		usage_with_options(u, options);

	log = libraries_log_wanted("NDCTL_LOG") ||
	      libraries_log_wanted("DAXCTL_LOG");
	return bounded_run(param.timeout, log, show_status, ctx);
}
