// SPDX-License-Identifier: GPL-2.0-only
/* ndctl pmem-status: what every namespace, disk and mount really gives, and what to do. */
#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../util/exit-status.h"
#include "../util/judge/judge.h"
#include "../util/must.h"
#include "../util/observe/observe.h"
#include "../util/options.h"
#include "../util/report/report.h"
#include "builtin.h"

static struct {
	struct report_options report;
	unsigned int required;
	const char *sysroot;
	const char *bus, *region, *namespace;
	bool idle;
} param;

enum {
	OPT_HUMAN = 1,
	OPT_VERBOSE,
	OPT_BUS,
	OPT_REGION,
	OPT_NAMESPACE,
	OPT_IDLE,
	OPT_FORMAT,
	OPT_TEXT,
	OPT_REQUIRE,
	OPT_SYSROOT,
};

static const struct cli_option options[] = {
	{ 'b', "bus", "<bus-id>", "filter by bus", OPT_BUS },
	{ 'r', "region", "<region-id>", "filter by region", OPT_REGION },
	{ 'n', "namespace", "<namespace-id>", "filter by namespace", OPT_NAMESPACE },
	{ 'i', "idle", NULL, "include disabled regions and namespaces", OPT_IDLE },
	{ 'u', "human", NULL, "use human friendly number formats", OPT_HUMAN },
	{ 'v', "verbose", NULL, "add sources and evidence (-vv: every check)", OPT_VERBOSE },
	{ 0, "format", "<json|text>", "output format (default: json)", OPT_FORMAT },
	{ 0, "text", NULL, "same as --format=text", OPT_TEXT },
	{ 0, "require", "<mode>[,<mode>]",
	  "exit with 2 unless every selected namespace gives it, 3 if that cannot be told",
	  OPT_REQUIRE },
	{ 0, "sysroot", "<dir>", "judge a captured tree", OPT_SYSROOT },
	{ 0 },
};

static void take_option(const struct cli *cli, int id, const char *argument)
{
	const char *bad;

	switch (id) {
	case OPT_HUMAN:
		param.report.human = true;
		break;
	case OPT_VERBOSE:
		param.report.verbose++;
		break;
	case OPT_BUS:
		param.bus = argument;
		break;
	case OPT_REGION:
		param.region = argument;
		break;
	case OPT_NAMESPACE:
		param.namespace = argument;
		break;
	case OPT_IDLE:
		param.idle = true;
		break;
	case OPT_FORMAT:
		if (report_format_parse(argument, &param.report.format))
			cli_fail(cli, "unknown format \"%s\"", argument);
		break;
	case OPT_TEXT:
		param.report.format = FORMAT_TEXT;
		break;
	case OPT_REQUIRE:
		if (requirement_parse(argument, &param.required, &bad))
			cli_fail(cli, "unknown mode \"%s\" (of: fsdax, devdax, block, map-sync)", bad);
		break;
	case OPT_SYSROOT:
		param.sysroot = argument;
		break;
	}
}

/* Is dev ("region0"), or its other name, one of a comma- or blank-separated list? As in ndctl. */
static bool listed(const char *list, const char *prefix, const char *dev, const char *other)
{
	char *copy, *rest, *word;
	bool found = false;

	if (!list)
		return true;
	copy = must_strdup(list);
	for (rest = copy; !found && (word = strsep(&rest, ", "));) {
		const char *number = dev + strlen(prefix);

		found = !strcmp(word, "all") || !strcmp(word, dev) ||
			(isdigit((unsigned char)*word) && !strcmp(word, number)) ||
			(other && *word && !strcmp(word, other));
	}
	free(copy);
	return found;
}

static void select_objects(struct selection *selection, const struct inventory *inventory)
{
	selection->all = !param.bus && !param.region && !param.namespace;
	selection->buses = must_calloc(inventory->bus_count, sizeof(bool));
	selection->regions = must_calloc(inventory->region_count, sizeof(bool));
	selection->namespaces = must_calloc(inventory->namespace_count, sizeof(bool));
	for (size_t i = 0; i < inventory->namespace_count; i++) {
		const struct nd_namespace *ns = &inventory->namespaces[i];
		const struct nd_region *region = &inventory->regions[ns->region];
		const struct nd_bus *bus = &inventory->buses[region->bus];

		selection->namespaces[i] =
			listed(param.namespace, "namespace", ns->dev, NULL) &&
			listed(param.region, "region", region->dev, NULL) &&
			listed(param.bus, "ndbus", bus->dev, bus->provider) &&
			(ns->enabled || param.idle || param.namespace);
	}
	for (size_t i = 0; i < inventory->region_count; i++) {
		const struct nd_region *region = &inventory->regions[i];
		const struct nd_bus *bus = &inventory->buses[region->bus];
		bool wanted = !param.namespace;

		for (size_t n = 0; n < inventory->namespace_count; n++)
			wanted |= selection->namespaces[n] && inventory->namespaces[n].region == i;
		selection->regions[i] = wanted && listed(param.region, "region", region->dev, NULL) &&
					listed(param.bus, "ndbus", bus->dev, bus->provider) &&
					(region->enabled || param.idle || param.region);
	}
	for (size_t i = 0; i < inventory->bus_count; i++) {
		const struct nd_bus *bus = &inventory->buses[i];
		bool wanted = !param.namespace && !param.region;

		for (size_t r = 0; r < inventory->region_count; r++)
			wanted |= selection->regions[r] && inventory->regions[r].bus == i;
		selection->buses[i] = wanted && listed(param.bus, "ndbus", bus->dev, bus->provider);
	}
}

static void release_selection(struct selection *selection)
{
	free(selection->buses);
	free(selection->regions);
	free(selection->namespaces);
}

static int print_report(const struct inventory_verdict *verdict, const struct facts *facts,
			const struct inventory *inventory, const struct selection *selection)
{
	if (param.report.format == FORMAT_TEXT) {
		param.report.colour = report_wants_colour();
		report_inventory_text(stdout, verdict, facts, inventory, selection, &param.report);
	} else {
		struct json_object *object;

		object = report_inventory_json(verdict, facts, inventory, selection, &param.report);
		report_print_json(stdout, object);
		json_object_put(object);
	}
	return finish_stdout();
}

static int requirement_status(const struct inventory_verdict *verdict,
			      const struct inventory *inventory, const struct selection *selection)
{
	enum tri met[REQUIRE_COUNT];

	for (int i = 0; i < REQUIRE_COUNT; i++)
		met[i] = requirement_namespaces(verdict, inventory, selection->namespaces, i);
	return requirement_report(param.required, met);
}

int cmd_pmem_status(int argc, const char **argv, struct ndctl_ctx *ctx)
{
	static const struct cli cli = {
		.usage = "ndctl pmem-status [<options>]",
		.options = options,
		.take = take_option,
	};
	struct inventory_verdict verdict;
	struct inventory inventory;
	struct selection selection;
	struct facts facts;
	int status;

	param.report.command = "ndctl pmem-status";
	cli_parse(&cli, argc, argv);
	if (param.sysroot && sysroot_enter_or_complain(param.sysroot))
		return STATUS_FAILED;

	observe_host(&facts, !param.sysroot);
	observe_inventory(&inventory, &facts, param.sysroot ? NULL : ctx);
	judge_inventory(&verdict, &facts, &inventory);
	select_objects(&selection, &inventory);
	status = print_report(&verdict, &facts, &inventory, &selection)
			 ? STATUS_FAILED
			 : requirement_status(&verdict, &inventory, &selection);
	release_selection(&selection);
	inventory_verdict_release(&verdict);
	inventory_release(&inventory);
	facts_release(&facts);
	return status;
}
