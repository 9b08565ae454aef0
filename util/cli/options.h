/* SPDX-License-Identifier: GPL-2.0-only */
/* The options of a command, in one table for getopt_long(3), the usage and --list-opts. */
#ifndef PMEMCAP_OPTIONS_H
#define PMEMCAP_OPTIONS_H

#include <stdbool.h>

/* The status of a program that runs no command; ndctl's parser has the same. */
enum cli_status {
	STATUS_USAGE = 129,
	STATUS_LIST_OPTS = 130,
};

struct cli_option {
	char letter;          /* 0: long only */
	const char *name;     /* without the dashes */
	const char *argument; /* "<dir>" as the usage shows it; NULL: takes none */
	const char *help;     /* lower case, no full stop */
	int id;               /* for take(); not 0 */
};

struct cli {
	const char *usage;                /* "daxctl alias-check [<options>]" */
	const struct cli_option *options; /* the last entry has no name */
	/* Called for each option; reports an error with cli_fail(). */
	void (*take)(const struct cli *cli, int id, const char *argument);
};

/*
 * Parse argv[1..], which are all options. Exits after -h (status 129), --list-opts (130) or an error
 * (129), as ndctl does.
 */
void cli_parse(const struct cli *cli, int argc, const char **argv);

/*
 * After cli_parse(): was the command called as "daxctl-alias-check", rather than as
 * "daxctl alias-check"?
 */
bool cli_called_by_file_name(void);

/* "  Error: ..." and the usage on stderr, then exit with status 129. */
__attribute__((format(printf, 2, 3), noreturn)) void cli_fail(const struct cli *cli,
							      const char *format, ...);

#endif
