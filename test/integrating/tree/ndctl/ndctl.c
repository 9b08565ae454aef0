// SPDX-License-Identifier: GPL-2.0-only
#include <ndctl/libndctl.h>
#include <stdio.h>
#include <util/main.h>

#include "builtin.h"

int cmd_list(int argc, const char **argv, struct ndctl_ctx *ctx)
{
	(void)argv, (void)ctx;
	return argc > 1;
}

static struct cmd_struct commands[] = {
	{ "list", { cmd_list } },
};

int main(int argc, const char **argv)
{
	struct cmd_struct *command;
	struct ndctl_ctx *ctx;

	if (argc < 2 || ndctl_new(&ctx))
		return 1;
	command = main_find(argv[1], commands, sizeof(commands) / sizeof(commands[0]));
	if (command)
		return main_status(command->n_fn(argc - 1, argv + 1, ctx));
	ndctl_unref(ctx);
	fprintf(stderr, "Unknown command: '%s'\n", argv[1]);
	return 1;
}
