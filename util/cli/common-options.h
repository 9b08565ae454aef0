/* SPDX-License-Identifier: GPL-2.0-only */
/* Options of both commands. */
#ifndef PMEMCAP_COMMON_OPTIONS_H
#define PMEMCAP_COMMON_OPTIONS_H

#include "../facts/host.h"
#include "../proc/bounded.h"
#include "../report/report.h"
#include "options.h"

struct common_options {
	struct report_options report;
	unsigned int required; /* bits 1 << enum requirement */
	enum report_format format;
	bool format_given;    /* with --format */
	bool text;            /* --text */
	const char *explain;  /* the id of the reason to explain; NULL: none */
	bool quiet;           /* print only what a requirement lacks */
	const char *sysroot;  /* NULL: the running machine */
	const char *kernel;   /* release of an installed kernel; NULL: the running one */
	const char *capture;  /* where a capture goes; NULL: none */
	bool no_hostname;     /* leave the host's name out of reports and captures */
	unsigned int timeout; /* seconds for reading; 0: no limit */
};

/* The ids of a command's own options begin here. */
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
	OPT_COLOR,
	OPT_EXPLAIN,
};

/* Rows for the options of a command. They follow its filters, as in ndctl's usage. */
#define COMMON_OPTIONS(require_help)                                                               \
	{ 'u', "human", NULL, "use human friendly number formats", OPT_HUMAN },                    \
		{ 'v', "verbose", NULL, "add sources and evidence (-vv: every check)",             \
		  OPT_VERBOSE },                                                                   \
		{ 0, "format", "<json|text|env|openmetrics>", "output format (default: json)",     \
		  OPT_FORMAT },                                                                    \
		{ 0, "text", NULL, "same as --format=text", OPT_TEXT },                            \
		{ 0, "color", "<auto|always|never>", "colour of --text (default: auto)",           \
		  OPT_COLOR },                                                                     \
		{ 0, "explain", "<reason-id>", "explain a reason; read nothing else",              \
		  OPT_EXPLAIN },                                                                   \
		{ 0, "require", "<mode>[,<mode>]", require_help, OPT_REQUIRE },                    \
		{ 'q', "quiet", NULL, "print only what --require lacks", OPT_QUIET },              \
		{ 0, "kernel", "<release>", "judge another installed kernel", OPT_KERNEL },        \
		{ 0, "sysroot", "<dir|file.tar.gz>", "judge a captured tree", OPT_SYSROOT },       \
		{ 0, "capture", "<dir|file.tar.gz|->", "write a tree for --sysroot",               \
		  OPT_CAPTURE },                                                                   \
		{ 0, "no-hostname", NULL, "leave out the host's name", OPT_NO_HOSTNAME },          \
	{                                                                                          \
		0, "timeout", "<seconds>", "skip files that do not answer (default: 20)",          \
			OPT_TIMEOUT                                                                \
	}

/* Store one of these options. Exits for a bad argument (see cli_fail()). */
void common_options_take(struct common_options *common, const struct cli *cli, int id,
			 const char *argument);

/* The values without any option. */
#define COMMON_DEFAULTS                                                                            \
	{                                                                                          \
		.timeout = 20                                                                      \
	}

/*
 * Check the options together: exits if two exclude each other (see cli_fail()). Touches no file.
 * Returns 0; or -1 with one sentence on stderr if a capture cannot be written.
 */
int common_options_check(const struct common_options *common, const struct cli *cli);

/*
 * --explain: print what a reason means. Returns the exit status, or exits for an unknown id (see
 * cli_fail()).
 */
int common_options_explain(const struct common_options *common, const struct cli *cli);

/*
 * If JSON goes to a terminal and the user chose no format, print one line on stderr that names
 * --text.
 */
void common_options_hint(const struct common_options *common);

/*
 * Observe the host that the options select: this machine or a captured tree, the running kernel or
 * an installed one. Returns 0, and the caller frees facts with facts_release(); or an error, after
 * one sentence on stderr.
 */
int common_options_observe(const struct common_options *common, struct facts *facts);

/* Run a command within the time limit of the options: bounded_run(). */
int common_options_run(const struct common_options *common, bounded_fn run, void *arg);

struct inventory;

/*
 * Write the capture that the options name, if any, before bounded_done_reading(). inventory is NULL
 * for a capture of the host only. Restores the memory limit (memory-limit.h) of a live run. Returns
 * 0, or -1 with one sentence on stderr.
 */
int common_options_capture(const struct common_options *common, const struct facts *facts,
			   const struct inventory *inventory);

#endif
