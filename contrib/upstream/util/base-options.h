/* SPDX-License-Identifier: GPL-2.0 */
#ifndef PMEM_BASE_OPTIONS_H
#define PMEM_BASE_OPTIONS_H

#include <stdbool.h>
#include <util/facts/host.h>
#include <util/parse-options.h>
#include <util/report/context.h>

/* The options of daxctl alias-check and ndctl pmem-status. */
struct base_options {
	bool human;
	int verbose;
	unsigned int timeout;
	const char *sysroot;
@if text
	bool text;
@end
@if explain
	const char *explain;
@end
@if require
	const char *require;
	unsigned int required; /* bits 1 << enum requirement */
	bool quiet;
@end
@if kernel
	const char *kernel;
@end
@if capture
	const char *capture;
	bool no_hostname;
@end
@if formats
	const char *format;
@end
};

#define BASE_OPTIONS(base) \
OPT_BOOLEAN('u', "human", &(base)->human, \
	"use human friendly number formats"), \
OPT_INCR('v', "verbose", &(base)->verbose, \
	"add sources and evidence (-vv: every check)"), \
@if text
OPT_BOOLEAN(0, "text", &(base)->text, "print text for people, not JSON"), \
@end
@if explain
OPT_STRING(0, "explain", &(base)->explain, "reason-id", \
	"explain a reason, and look at nothing"), \
@end
@if require
OPT_STRING(0, "require", &(base)->require, "mode[,mode]", \
	"exit with 2 unless it is there, with 3 if that is unknown"), \
OPT_BOOLEAN('q', "quiet", &(base)->quiet, \
	"print only what --require lacks"), \
@end
@if kernel
OPT_STRING(0, "kernel", &(base)->kernel, "release", \
	"judge another installed kernel"), \
@end
@if formats
OPT_STRING(0, "format", &(base)->format, "json|text|env|openmetrics", \
	"output format (default: json)"), \
@end
@if capture
OPT_FILENAME(0, "capture", &(base)->capture, "dir|file.tar.gz|-", \
	"write a tree for --sysroot"), \
OPT_BOOLEAN(0, "no-hostname", &(base)->no_hostname, \
	"leave out the host's name"), \
OPT_FILENAME(0, "sysroot", &(base)->sysroot, "dir|file.tar.gz", \
	"judge a copied tree"), \
@else
OPT_FILENAME(0, "sysroot", &(base)->sysroot, "dir", "judge a copied tree"), \
@end
OPT_UINTEGER(0, "timeout", &(base)->timeout, \
	"skip files that do not answer in so many seconds (default: 20)")

/*
 * Parse the arguments of a command. Ends the program, with the usage, for an
 * argument that is no option or that an option does not take.
 */
void base_options_parse(struct base_options *base, int argc, const char **argv,
			const struct option *options, const char * const u[]);

@if explain
/* --explain: print what a reason means. Returns the exit status. */
int base_options_explain(const struct base_options *base, const char *command);

@end
/*
 * Observe the host: this machine, or the copied tree. Returns 0, and the
 * caller frees facts with facts_release(); or -errno with one sentence on
 * stderr.
 */
int base_options_observe(const struct base_options *base, struct facts *facts);

@if capture
/*
 * --capture: write the tree. inventory: NULL in daxctl. Returns 0, or an error
 * with one sentence on stderr. Lifts the limit of memory.
 */
int base_options_capture(const struct base_options *base,
			 const struct facts *facts,
			 const struct inventory *inventory);

@end
/*
 * Print an answer as the options say; answer->options are ignored. Returns 0,
 * or -errno with one sentence on stderr if the output was lost.
 */
int base_options_print(const struct base_options *base, const char *command,
		       const struct report *answer);

#endif /* PMEM_BASE_OPTIONS_H */
