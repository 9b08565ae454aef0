/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Print the verdict as text for people, as JSON, for a shell or for Prometheus. Other directories
 * use only this header of the directory. judge/ makes all decisions.
 */
#ifndef PMEMCAP_REPORT_H
#define PMEMCAP_REPORT_H

#include <stdio.h>

#include "context.h"

enum report_format {
	FORMAT_JSON = 0,
	FORMAT_TEXT,
	FORMAT_ENV,
	FORMAT_OPENMETRICS,
};

/* "json", "text", "env" or "openmetrics" into *format. Returns 0 or -EINVAL. */
int report_format_parse(const char *text, enum report_format *format);

/* "auto", "always" or "never" into *colour. Returns 0 or -EINVAL. */
int report_colour_parse(const char *text, enum colour_when *colour);

/*
 * Print cause, source and remedy of one reason, without examining the machine. Returns 0, or
 * -EINVAL for an unknown id. *nearest receives the known id that is most like it.
 */
int report_explain(FILE *out, const struct report_options *options, const char *id,
		   const char **nearest);

/* The manual page that has all reasons, as in "pmemcap-reasons(7)". */
const char *report_reasons_page(void);

/*
 * Drop the findings about objects that the filters leave out, and the findings about the host that
 * explain no selected object. Without a filter all findings stay.
 */
void report_filter_findings(struct inventory_verdict *verdict, const struct inventory *inventory,
			    const struct selection *selection);

/* Print the report. An error shows in ferror(out). */
void report_print(FILE *out, enum report_format format, const struct report *report);

#endif
