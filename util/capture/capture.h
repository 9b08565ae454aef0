/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * --capture: a tree with the files that a verdict needs, and a record of what only a live run
 * sees. --sysroot gives the same verdict for the tree.
 */
#ifndef PMEMCAP_CAPTURE_H
#define PMEMCAP_CAPTURE_H

#include <stdbool.h>

struct capture;
struct facts;
struct inventory;

struct capture_options {
	bool whole;       /* copy files unreduced, and the serial numbers of DIMMs */
	bool inventory;   /* also copy what the verdict on objects needs */
	bool no_hostname; /* do not name the host in the record */
};

/*
 * Can a capture go to path? Returns false with one sentence on stderr if path names an
 * unsupported kind of archive, or if it is stdout and stdout is a terminal. Touches no file.
 */
bool capture_may_be_at(const char *path);

/* Does the capture go to stdout? Then nothing else may go there. path may be NULL. */
bool capture_takes_output(const char *path);

/*
 * Write a capture for stdout, after capture_finish() and bounded_done_reading(). Returns 0, or
 * -errno with one sentence on stderr.
 */
int capture_print(void);

/*
 * Create the target that path names (target-kind.h), and copy the files that do not depend on
 * the facts. Returns NULL with one sentence on stderr if the target could not be created, or if
 * a file did not answer in time; then the target holds the files that answered.
 */
struct capture *capture_begin(const char *path, const struct capture_options *options);

/*
 * Copy the files that depend on the facts, write the record, and free capture; inventory may be
 * NULL. Returns 0 with a line on stderr that says what was written, or -errno with one sentence
 * on stderr. After an error nothing of the target is left, except for -ETIMEDOUT: then it holds
 * the files that answered in time.
 */
int capture_finish(struct capture *capture, const struct facts *facts,
		   const struct inventory *inventory);

#endif
