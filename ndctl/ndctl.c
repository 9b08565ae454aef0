// SPDX-License-Identifier: GPL-2.0-only
/* The program ndctl: pmem-status is its own, everything else the distribution's ndctl does. */
#include "../util/cli/front-end.h"
#include "builtin.h"

static int run_pmem_status(int argc, const char **argv)
{
	/* ndctl_new() reads files: the process that is bounded calls it, where there is a bus to ask for. */
	return cmd_pmem_status(argc, argv, NULL);
}

int main(int argc, char **argv)
{
	static const struct front_end_command commands[] = {
		{ "pmem-status", run_pmem_status },
		{ 0 },
	};
	static const struct front_end ndctl = {
		.program = "ndctl",
		.viewer = "NDCTL_MAN_VIEWER",
		.commands = commands,
	};

	return front_end_main(&ndctl, argc, argv);
}
