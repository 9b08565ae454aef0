// SPDX-License-Identifier: GPL-2.0-only
#include "common-options.h"

void common_options_take(struct common_options *common, const struct cli *cli, int id,
			 const char *argument)
{
	const char *bad;

	switch (id) {
	case OPT_HUMAN:
		common->report.human = true;
		break;
	case OPT_VERBOSE:
		common->report.verbose++;
		break;
	case OPT_FORMAT:
		if (report_format_parse(argument, &common->report.format))
			cli_fail(cli, "unknown format \"%s\" (of: json, text, env, openmetrics)",
				 argument);
		break;
	case OPT_TEXT:
		common->report.format = FORMAT_TEXT;
		break;
	case OPT_REQUIRE:
		if (requirement_parse(argument, &common->required, &bad))
			cli_fail(cli, "unknown mode \"%s\" (of: fsdax, devdax, block, map-sync)",
				 bad);
		break;
	case OPT_SYSROOT:
		common->sysroot = argument;
		break;
	}
}
