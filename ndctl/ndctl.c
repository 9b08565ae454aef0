// SPDX-License-Identifier: GPL-2.0-only
/*
 * The program ndctl: it runs pmem-status itself, and the distribution's ndctl for all other
 * commands.
 */
#include "../util/cli/front-end.h"
#include "builtin.h"

static int run_pmem_status(int argc, const char **argv)
{
	/*
	 * Pass no context: ndctl_new() reads files, so the child of bounded_run() calls it, if
	 * there is a bus.
	 */
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
