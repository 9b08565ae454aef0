/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Checks of objects that did not pass. At the end make_object_findings() turns them into
 * findings, so that no finding outlives the verdict that gave its reason.
 */
#ifndef PMEMCAP_OBJ_OBJECT_CHECK_H
#define PMEMCAP_OBJ_OBJECT_CHECK_H

#include "object.h"

/* One reason that an object has. The check owns its strings, except the remedy's. */
struct object_check {
	enum reason reason;
	enum severity severity;
	char *subject; /* what the finding is about: "namespace0.0", "pmem0p1", a mount point */
	char *about;   /* fills the blank of the reason's message; may be NULL */
	struct evidence_list evidence;
	const struct remedy *remedy; /* NULL: none that this host could carry out */
	char *command;               /* the remedy's, for this subject; NULL if it has none */
	/* the check becomes a finding only if a verdict still gives the reason */
	bool needs_verdict;
};

/*
 * Add a check that did not pass. There is one check for each reason and subject. reasons: the
 * list of the verdict that gives the reason; NULL if the finding does not need a verdict. The
 * pointer is valid until the next check is added; never NULL.
 */
struct object_check *add_object_check(struct judge_ctx *ctx, struct reason_list *reasons,
				      enum reason reason, const char *subject, const char *about);

/* As add_object_check(), about a size: the message has it with a unit, "8 KiB". */
struct object_check *add_size_check(struct judge_ctx *ctx, struct reason_list *reasons,
				    enum reason reason, const char *subject,
				    unsigned long long bytes);

/* Has any object a check with this reason? */
bool has_object_check(const struct judge_ctx *ctx, enum reason reason);

/* Set the check's remedy (NULL: none), and the remedy's command for the check's subject. */
void check_set_remedy(struct object_check *check, const struct remedy *remedy);

/* Replace the command of a check that has a remedy. The check takes ownership of command. */
void check_set_command(struct object_check *check, char *command);

/*
 * Choose by the possible modes (enum ns_mode). The remedy, if fsdax is possible. The fallback,
 * if known is true and only sector mode helps. Otherwise none.
 */
void choose_remedy(struct object_check *check, unsigned int possible, bool known);

/*
 * Turn the checks whose reasons the verdicts give into findings of the host's verdict, and free
 * all checks.
 */
void make_object_findings(struct judge_ctx *ctx);

#endif
