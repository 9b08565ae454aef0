/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the stand-alone programs share: they know a subcommand or two and hand
 * every other one to the distribution's program of the same name.
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
	const char *viewer;  /* environment variable that names the viewer of manual pages */
	const struct front_end_command *commands; /* ended by an entry without a name */
};

/*
 * main() of a front end. Called as PROGRAM-COMMAND it is that command. Returns
 * the exit status; does not return where another program takes over.
 */
int front_end_main(const struct front_end *front_end, int argc, char **argv);

#endif
