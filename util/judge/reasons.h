/* SPDX-License-Identifier: GPL-2.0-only */
/* Every reason the tool can give: its stable id, its words and its remedy, once. */
#ifndef PMEMCAP_REASONS_H
#define PMEMCAP_REASONS_H

#include <stdbool.h>
#include <stddef.h>

/* The gates that an access passes through, from the processor to the mount. */
enum gate {
	GATE_CPU = 0,
	GATE_KERNEL,
	GATE_DRIVER,
	GATE_HOST_COUNT, /* the gates of a host end here */
	GATE_NAMESPACE = GATE_HOST_COUNT,
	GATE_DEVICE,
	GATE_FILESYSTEM,
	GATE_MOUNT,
	GATE_COUNT,
};

enum severity {
	SEVERITY_INFO = 0, /* explains; nothing to do for fsdax, devdax or block access */
	SEVERITY_WARNING,
	SEVERITY_ERROR, /* data is at risk, or there is no access at all */
};

/* REASON_<NAME> for each record of reasons.def. */
enum reason {
#define REASON(name, ...) REASON_##name,
#include "reasons.def"
#undef REASON
	REASON_COUNT,
	REASON_NONE = REASON_COUNT,
};

/* Properties that only some reasons have, as bits. */
enum reason_flag {
	/* only a namespace, disk or mount has it, never a host */
	REASON_FLAG_OBJECT = 1 << 0,
	/*
	 * A finding about the host that concerns every object: what an object can support, or what
	 * could not be read. It is printed whatever the filters select.
	 */
	REASON_FLAG_ABOUT_ALL = 1 << 1,
	/* The object is as it was made, which is no fault: the text view gives it no colour. */
	REASON_FLAG_AS_MADE = 1 << 2,
	/* Each module has a finding of its own, since each has its own remedy. */
	REASON_FLAG_PER_MODULE = 1 << 3,
	/* No kernel of this architecture has the mode: the text view shows it only with -v. */
	REASON_FLAG_FOREIGN_MODE = 1 << 4,
};

struct remedy {
	const char *text;
	const char *command; /* NULL if no single command does it; the subject replaces "%s" */
	bool data_loss;
};

struct reason_words {
	const char *id;
	enum gate gate;
	enum severity severity;
	enum severity other_severity; /* only if other_state is set: see other_severity() */
	const char *other_state;      /* "if the memory is volatile"; NULL: one severity */
	unsigned int flags;           /* enum reason_flag */
	/* contains "%s" at most once, which the architecture, module or option replaces */
	const char *message;
	const char *found;    /* what shows it: a phrase for the manual page */
	struct remedy remedy; /* text NULL: there is none */
	/* the remedy if the host could not do the mode even after the first one */
	struct remedy fallback;
};

/* The reason's record in the table. Never NULL for a valid reason. */
const struct reason_words *reason_words(enum reason reason);

/*
 * The severity of a finding in the state that reason_words(reason)->other_state names. If the
 * reason has no second severity, its usual one.
 */
enum severity other_severity(enum reason reason);

/* "kernel" for GATE_KERNEL, as the JSON contract writes it. */
const char *gate_name(enum gate gate);

/* "info", "warning" or "error". */
const char *severity_name(enum severity severity);

#endif
