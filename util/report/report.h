/* SPDX-License-Identifier: GPL-2.0-only */
/* The verdict in words, in JSON, for a shell and for Prometheus. Nothing is decided here. */
#ifndef PMEMCAP_REPORT_H
#define PMEMCAP_REPORT_H

#include <json-c/json.h>
#include <stdio.h>

#include "../judge/inventory.h"
#include "../lib/escape.h"

enum report_format {
	FORMAT_JSON = 0,
	FORMAT_TEXT,
	FORMAT_ENV,
	FORMAT_OPENMETRICS,
};

struct report_options {
	const char *command; /* "daxctl alias-check" */
	enum report_format format;
	bool human;  /* sizes with units */
	int verbose; /* 1: evidence and sources; 2: every check, passed ones too */
	bool colour; /* the text goes to a terminal that wants it */
};

/* "json", "text", "env" or "openmetrics" into *format. Returns 0 or -EINVAL. */
int report_format_parse(const char *text, enum report_format *format);

/* Does the terminal behind stdout want colour? NO_COLOR (no-color.org) and TERM=dumb are honoured. */
bool report_wants_colour(void);

/*
 * The JSON object of the contract, version 1, for the host. The caller owns it
 * (json_object_put()); further keys may be added before it is printed.
 */
struct json_object *report_host_json(const struct host_verdict *verdict, const struct facts *facts,
				     const struct report_options *options);

/* What the filters leave, one flag an object. */
struct selection {
	bool *buses, *regions, *namespaces;
	bool *counted; /* namespaces that a requirement is about: disabled ones too */
	bool all;      /* no filter: what belongs to no bus is shown too */
};

/*
 * Drop the findings about objects that the filters leave out, and those about the
 * host that explain no object they leave. Without a filter all stay.
 */
void report_filter_findings(struct inventory_verdict *verdict, const struct inventory *inventory,
			    const struct selection *selection);

/* The whole object for an inventory; the caller owns it. */
struct json_object *report_inventory_json(const struct inventory_verdict *verdict,
					  const struct facts *facts,
					  const struct inventory *inventory,
					  const struct selection *selection,
					  const struct report_options *options);

/* Print an object as ndctl does, but with "/" left alone. */
void report_print_json(FILE *out, struct json_object *object);

/* The text view: facts, a line a mode, findings with remedies, what could not be read. */
void report_host_text(FILE *out, const struct host_verdict *verdict, const struct facts *facts,
		      const struct report_options *options);

/* The same with a row for each object. */
void report_inventory_text(FILE *out, const struct inventory_verdict *verdict,
			   const struct facts *facts, const struct inventory *inventory,
			   const struct selection *selection, const struct report_options *options);

/*
 * Lines KEY=value that a POSIX shell can eval whatever the values hold: control
 * characters and invalid UTF-8 as in the text view, then quoted. Sizes in bytes,
 * whatever the options.
 */
void report_host_env(FILE *out, const struct host_verdict *verdict, const struct facts *facts,
		     const struct report_options *options);

/* The same with keys for each object that the selection leaves. */
void report_inventory_env(FILE *out, const struct inventory_verdict *verdict,
			  const struct facts *facts, const struct inventory *inventory,
			  const struct selection *selection, const struct report_options *options);

/*
 * Gauges for node_exporter's textfile collector, in what the Prometheus text
 * format 0.0.4 and OpenMetrics 1.0 have in common; "# EOF" is the last line.
 */
void report_host_metrics(FILE *out, const struct host_verdict *verdict, const struct facts *facts);

/* The same with series for each object that the selection leaves. */
void report_inventory_metrics(FILE *out, const struct inventory_verdict *verdict,
			      const struct facts *facts, const struct inventory *inventory,
			      const struct selection *selection);

/*
 * The exit status for the required of these answers (bits 1 << enum requirement).
 * Prints one line on stderr for each that is not met, and frees all of their texts.
 */
int requirement_report(unsigned int required, struct requirement_answer answers[REQUIRE_COUNT]);

/* Bytes for people, "4.00 KiB (4.10 kB)"; the caller frees it. */
char *report_size(unsigned long long bytes);

/*
 * The same as `ndctl list -u` prints it, for keys that it prints too: NULL
 * where it leaves the number alone (below 5,000 KiB), MiB below 2 GiB, GiB
 * below 2 TiB. The caller frees it.
 */
char *report_ndctl_size(unsigned long long bytes);

/* "ENOENT" for 2; the number itself where libc knows no name. Valid until the next call. */
const char *report_errno(int error);

#endif
