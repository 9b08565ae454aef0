/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Checks of objects that did not pass. Findings are made of them at the end, in one
 * place, so that no finding outlives the verdict that gave its reason.
 */
#ifndef PMEMCAP_OBJ_OBJECT_CHECK_H
#define PMEMCAP_OBJ_OBJECT_CHECK_H

#include "object.h"

/* One reason that an object has. Strings are its own, but for the remedy's. */
struct object_check {
	enum reason reason;
	enum severity severity;
	char *subject; /* what the finding is about: "namespace0.0", "pmem0p1", a mount point */
	char *about;   /* fills the blank of the reason's message; may be NULL */
	struct evidence_list evidence;
	const struct remedy *remedy; /* NULL: none that this host could carry out */
	char *command;               /* the remedy's, for this subject; NULL if it has none */
	/* A verdict has to give the reason, else no finding is made of the check. */
	bool needs_verdict;
};

/*
 * Add a check that did not pass: one for each reason and subject. reasons: the list of
 * the verdict that gives the reason; NULL where the finding stands by itself. The
 * result is valid until the next check is added; never NULL.
 */
struct object_check *add_object_check(struct judge_ctx *ctx, struct reason_list *reasons,
				      enum reason reason, const char *subject, const char *about);

/* Has any object a check with this reason? */
bool has_object_check(const struct judge_ctx *ctx, enum reason reason);

/* Give the check a remedy (NULL: none), and make its command one for the subject. */
void check_set_remedy(struct object_check *check, const struct remedy *remedy);

/* Give a check that has a remedy a command of its own, which it takes over. */
void check_set_command(struct object_check *check, char *command);

/* The remedy if DAX could be had, the fallback if it is sure that it could not. */
void choose_remedy(struct object_check *check, unsigned int possible, bool known);

/*
 * Make findings of the checks whose reasons the verdicts give, add them to the host's,
 * and free the checks.
 */
void make_object_findings(struct judge_ctx *ctx);

#endif
