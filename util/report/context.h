/* SPDX-License-Identifier: GPL-2.0-only */
/* The input and the options of a report: an argument of all functions that print. */
#ifndef PMEMCAP_REPORT_CONTEXT_H
#define PMEMCAP_REPORT_CONTEXT_H

#include "../judge/judge.h"

/* AUTO: colour if stdout is a terminal, unless NO_COLOR is set or TERM is unset or "dumb". */
enum colour_when {
	COLOUR_AUTO = 0,
	COLOUR_ALWAYS,
	COLOUR_NEVER,
};

struct report_options {
	const char *command;      /* "daxctl alias-check" */
	bool called_by_file_name; /* "daxctl-alias-check": the text view uses such names */
	bool human;               /* sizes with units */
	int verbose;              /* 1: evidence and sources; 2: every check, passed ones too */
	enum colour_when colour;
};

/* What the filters select: one flag for each object. */
struct selection {
	bool *buses, *regions, *namespaces;
	bool *counted; /* namespaces that a requirement is about, disabled ones included */
	bool all;      /* no filter: objects without a bus are shown, too */
};

/* The input of a report. It owns none of the objects. */
struct report {
	const struct facts *facts;
	const struct host_verdict *host;
	const struct inventory_verdict *objects; /* NULL, as the next two: only the host */
	const struct inventory *inventory;
	const struct selection *selection;
	const struct report_options *options;
};

#endif
