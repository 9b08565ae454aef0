// SPDX-License-Identifier: GPL-2.0-only
#include "report.h"

#include <errno.h>

#include "../lib/array.h"
#include "../lib/strutil.h"
#include "env.h"
#include "explain.h"
#include "filter-findings.h"
#include "json.h"
#include "openmetrics.h"
#include "pmemcap-version.h"
#include "text.h"

int report_format_parse(const char *text, enum report_format *format)
{
	static const char *const names[] = {
		[FORMAT_JSON] = "json",
		[FORMAT_TEXT] = "text",
		[FORMAT_ENV] = "env",
		[FORMAT_OPENMETRICS] = "openmetrics",
	};
	int i = string_index(names, ARRAY_SIZE(names), text);

	if (i < 0)
		return -EINVAL;
	*format = i;
	return 0;
}

int report_colour_parse(const char *text, enum colour_when *colour)
{
	static const char *const names[] = {
		[COLOUR_AUTO] = "auto",
		[COLOUR_ALWAYS] = "always",
		[COLOUR_NEVER] = "never",
	};
	int i = string_index(names, ARRAY_SIZE(names), text);

	if (i < 0)
		return -EINVAL;
	*colour = i;
	return 0;
}

int report_explain(FILE *out, const struct report_options *options, const char *id,
		   const char **nearest)
{
	return explain_print(out, options, id, nearest);
}

const char *report_reasons_page(void)
{
	return PMEMCAP_REASONS_PAGE;
}

void report_filter_findings(struct inventory_verdict *verdict, const struct inventory *inventory,
			    const struct selection *selection)
{
	const struct report report = {
		.objects = verdict,
		.inventory = inventory,
		.selection = selection,
	};

	filter_findings(&verdict->host, &report);
}

void report_print(FILE *out, enum report_format format, const struct report *report)
{
	static void (*const print[])(FILE * out, const struct report *report) = {
		[FORMAT_JSON] = json_print,
		[FORMAT_TEXT] = text_print,
		[FORMAT_ENV] = env_print,
		[FORMAT_OPENMETRICS] = openmetrics_print,
	};

	print[format](out, report);
}
