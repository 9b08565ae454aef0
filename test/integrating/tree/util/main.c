// SPDX-License-Identifier: GPL-2.0-only
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "main.h"

int main_status(int returned)
{
	struct stat st;

	if (returned)
		return returned & 0xff;
	/* A command may have closed stdout, which this test needs. */
	if (fstat(fileno(stdout), &st) < 0)
		return 0;
	return fflush(stdout) || ferror(stdout) || fclose(stdout);
}

struct cmd_struct *main_find(const char *name, struct cmd_struct *commands, int count)
{
	for (int i = 0; i < count; i++)
		if (!strcmp(commands[i].cmd, name))
			return &commands[i];
	if (!strcmp(name, "--list-cmds")) {
		for (int i = 0; i < count; i++)
			puts(commands[i].cmd);
		exit(0);
	}
	return NULL;
}
