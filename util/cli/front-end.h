/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The stand-alone programs ndctl and daxctl. Each has one command of its own, and runs the
 * distribution's program of the same name for every other command.
 */
#ifndef PMEMCAP_FRONT_END_H
#define PMEMCAP_FRONT_END_H

#include <stddef.h>

struct front_end_command {
	const char *name;
	int (*run)(int argc, const char **argv); /* argv[0] is the name; returns the exit status */
};

struct front_end {
	const char *program; /* "daxctl" */
	const char *viewer;  /* the environment variable that names a viewer of manual pages */
	const struct front_end_command *commands; /* the last entry has no name */
};

/*
 * main() of such a program. Called as PROGRAM-COMMAND it runs that command. Returns the exit status,
 * unless the process becomes another program.
 */
int front_end_main(const struct front_end *front_end, int argc, char **argv);

#endif
