/* SPDX-License-Identifier: GPL-2.0-only */
/* What a report is made of and how it is to look: the argument of all that prints. */
#ifndef PMEMCAP_REPORT_CONTEXT_H
#define PMEMCAP_REPORT_CONTEXT_H

#include "../judge/judge.h"

enum report_format {
	FORMAT_JSON = 0,
	FORMAT_TEXT,
	FORMAT_ENV,
	FORMAT_OPENMETRICS,
};

/* AUTO: where stdout is a terminal that wants it (NO_COLOR and TERM=dumb are honoured). */
enum colour_when {
	COLOUR_AUTO = 0,
	COLOUR_ALWAYS,
	COLOUR_NEVER,
};

struct report_options {
	const char *command;      /* "daxctl alias-check" */
	bool called_by_file_name; /* "daxctl-alias-check": the text view calls the commands so */
	enum report_format format;
	bool human;  /* sizes with units */
	int verbose; /* 1: evidence and sources; 2: every check, passed ones too */
	enum colour_when colour;
};

/* What the filters leave, one flag an object. */
struct selection {
	bool *buses, *regions, *namespaces;
	bool *counted; /* namespaces that a requirement is about: disabled ones too */
	bool all;      /* no filter: what belongs to no bus is shown too */
};

/* All that a report is made of; it owns none of it. */
struct report {
	const struct facts *facts;
	const struct host_verdict *host;
	const struct inventory_verdict *objects; /* NULL, as the next two: the host alone */
	const struct inventory *inventory;
	const struct selection *selection;
	const struct report_options *options;
};

#endif
