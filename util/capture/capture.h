/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * --capture: the files a judgement needs, and a record of what only a live run
 * sees, as a tree that --sysroot judges alike.
 */
#ifndef PMEMCAP_CAPTURE_H
#define PMEMCAP_CAPTURE_H

#include <stdbool.h>

struct capture;
struct facts;
struct inventory;

struct capture_options {
	bool whole;     /* nothing is left out of files; serial numbers of DIMMs are taken along */
	bool inventory; /* what the judgement of objects reads, too */
	bool no_hostname; /* the record does not name the host */
};

/*
 * Is there a target of that kind? False with one sentence on stderr for a name that ends like an
 * archive of another kind, and for a standard output that is a terminal. Touches no file.
 */
bool capture_may_be_at(const char *path);

/* Does it go to the standard output, where nothing else must go then? path may be NULL. */
bool capture_takes_output(const char *path);

/*
 * Write what goes there, after capture_finish() and when there is a standard output again (see
 * bounded_done_reading()). Returns 0, or -errno with one sentence on stderr.
 */
int capture_print(void);

/*
 * Make the target, see target.h for which, and copy what can be told beforehand.
 *
 * Returns NULL with one sentence on stderr where nothing could be made, and
 * also where a file did not answer in time: looking at it without a time limit,
 * as the observers do, would hang. What could be had is then in the target.
 */
struct capture *capture_begin(const char *path, const struct capture_options *options);

/*
 * Add what depends on the facts, and the record; inventory may be NULL. Frees
 * capture. Returns 0 with a line on stderr that tells what was written, or -errno with one sentence on stderr, and nothing is
 * left in the target; only where a file did not answer in time (-ETIMEDOUT)
 * what could be had stays there.
 */
int capture_finish(struct capture *capture, const struct facts *facts,
		   const struct inventory *inventory);

#endif
