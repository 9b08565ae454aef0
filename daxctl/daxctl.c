// SPDX-License-Identifier: GPL-2.0-only
/*
 * The program daxctl: it runs alias-check itself, and the distribution's daxctl for all other
 * commands.
 */
#include "../util/cli/front-end.h"
#include "builtin.h"

static int run_alias_check(int argc, const char **argv)
{
	return cmd_alias_check(argc, argv, NULL);
}

int main(int argc, char **argv)
{
	static const struct front_end_command commands[] = {
		{ "alias-check", run_alias_check },
		{ 0 },
	};
	static const struct front_end daxctl = {
		.program = "daxctl",
		.viewer = "DAXCTL_MAN_VIEWER",
		.commands = commands,
	};

	return front_end_main(&daxctl, argc, argv);
}
