/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A run that ends: what may block is done by another process, which is left
 * behind where it does, as a process in an uninterruptible read cannot be
 * stopped.
 */
#ifndef PMEMCAP_BOUNDED_H
#define PMEMCAP_BOUNDED_H

#include <stdbool.h>

/* What a command does: look (see watch.h), bounded_done_reading(), judge, report. Returns its status. */
typedef int (*bounded_fn)(void *arg);

/*
 * Run it with arg in a process of its own, so that it has looked after at most seconds.
 * One that is stuck is started again without what it was stuck at, after half of
 * what is left of the time; so is one that died. When the time is up, it is
 * started once more and reads what it was able to read before, no more. After
 * bounded_begin_writing() it is not started again: it is given up where one step takes
 * seconds. 0 seconds: run it here, however long it takes.
 *
 * What it writes to stderr comes when it has read everything, so that a caller does not wait for a
 * stuck process that has it open. Where log_wanted, it comes at once: a library's log.
 *
 * Returns its status, or STATUS_FAILED with one sentence on stderr. Where no
 * process can be made it runs here.
 */
int bounded_run(unsigned int seconds, bool log_wanted, bounded_fn run, void *arg);

/*
 * From here on the process writes, and says each step of it (progress_step()). A
 * step that takes too long ends the run with "Error: WHAT: no answer within N
 * seconds, at STEP". Does nothing in a run that has no bounds.
 */
void bounded_begin_writing(const char *what);

/*
 * From here on nothing is read that could block, and the time does not count: stdout and stderr,
 * which a process that is left behind must not hold open, are there again, and
 * what was written to stderr before is printed. Does nothing in a run that has no bounds.
 */
void bounded_done_reading(void);

#endif
