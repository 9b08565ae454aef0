/* SPDX-License-Identifier: GPL-2.0-only */
/* The options that every command here has. */
#ifndef PMEMCAP_COMMON_OPTIONS_H
#define PMEMCAP_COMMON_OPTIONS_H

#include "../facts/host.h"
#include "../proc/bounded.h"
#include "../report/report.h"
#include "options.h"

struct common_options {
	struct report_options report;
	unsigned int required; /* bits 1 << enum requirement */
	bool quiet;            /* no report: the status, and what a requirement lacks */
	const char *sysroot;   /* NULL: the running machine */
	const char *kernel;    /* release of an installed kernel; NULL: the running one */
	const char *capture;   /* NULL: none is taken */
	bool no_hostname;      /* neither objects nor captures name the host */
	unsigned int timeout;  /* seconds for looking; 0: no limit */
};

/* Ids of a command's own options begin here. */
#define OPT_OWN 32

enum common_option {
	OPT_HUMAN = 1,
	OPT_VERBOSE,
	OPT_FORMAT,
	OPT_TEXT,
	OPT_REQUIRE,
	OPT_SYSROOT,
	OPT_KERNEL,
	OPT_CAPTURE,
	OPT_TIMEOUT,
	OPT_NO_HOSTNAME,
	OPT_QUIET,
};

/* Rows of a command's table, in the order of ndctl's usage: after its filters. */
#define COMMON_OPTIONS(require_help)                                                               \
	{ 'u', "human", NULL, "use human friendly number formats", OPT_HUMAN },                    \
		{ 'v', "verbose", NULL, "add sources and evidence (-vv: every check)",             \
		  OPT_VERBOSE },                                                                   \
		{ 0, "format", "<json|text|env|openmetrics>", "output format (default: json)",     \
		  OPT_FORMAT },                                                                    \
		{ 0, "text", NULL, "same as --format=text", OPT_TEXT },                            \
		{ 0, "require", "<mode>[,<mode>]", require_help, OPT_REQUIRE },                    \
		{ 'q', "quiet", NULL, "print the status of --require alone", OPT_QUIET },          \
		{ 0, "kernel", "<release>", "judge another installed kernel", OPT_KERNEL },        \
		{ 0, "sysroot", "<dir|file.tar.gz>", "judge a captured tree", OPT_SYSROOT },       \
		{ 0, "capture", "<dir|file.tar.gz|->", "write such a tree", OPT_CAPTURE },         \
		{ 0, "no-hostname", NULL, "leave out the host's name", OPT_NO_HOSTNAME },          \
	{                                                                                          \
		0, "timeout", "<seconds>", "leave out what does not answer (default: 20)",         \
			OPT_TIMEOUT                                                                \
	}

/* Take one of them; does not come back from a bad argument (see cli_fail()). */
void common_options_take(struct common_options *common, const struct cli *cli, int id,
			 const char *argument);

/* What they are where nobody says otherwise. */
#define COMMON_DEFAULTS                                                                            \
	{                                                                                          \
		.timeout = 20                                                                      \
	}

/*
 * Refuse options that do not go together (see cli_fail()), and a capture that cannot be
 * written. Touches no file. Returns 0, or -1 with one sentence on stderr.
 */
int common_options_check(const struct common_options *common, const struct cli *cli);

/*
 * Look at the host as the options want it: at the machine or the tree, which is
 * entered; at the running kernel or an installed one. Returns 0, and the caller
 * frees with facts_release(); or -errno, nothing to free, and one sentence on
 * stderr.
 */
int common_options_observe(const struct common_options *common, struct facts *facts);

/* Run a command within the time limit of the options: bounded_run(). */
int common_options_run(const struct common_options *common, bounded_fn run, void *arg);

struct inventory;

/*
 * Write the capture that was asked for, if any; inventory is NULL for the
 * host's alone. The last thing before bounded_done_reading(); the limit to memory
 * (memory-limit.h) that a live run reads with ends here. Returns 0, or -1 with
 * one sentence on stderr.
 */
int common_options_capture(const struct common_options *common, const struct facts *facts,
			   const struct inventory *inventory);

#endif
