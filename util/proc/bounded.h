/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A run with a time limit. A child process does all the work, since a process in an
 * uninterruptible read cannot be stopped: it can only be left behind. If it is stuck, it is
 * started again without the step at which it was stuck. All code that forks is in this
 * directory.
 */
#ifndef PMEMCAP_BOUNDED_H
#define PMEMCAP_BOUNDED_H

#include <stdbool.h>

/*
 * A command: it reads what it needs and announces each step (progress.h), calls
 * bounded_done_reading(), then judges and reports. Returns the exit status.
 */
typedef int (*bounded_fn)(void *arg);

/*
 * Call run(arg) in a child process that has read everything after at most so many seconds.
 * - A child that is stuck for half of the remaining time, or that dies, is replaced by one that
 *   leaves out the file in question.
 * - When the time is nearly up, a last child reads only what has answered before. If that takes
 *   too long, another reads nothing. It has at least a second, even if the time is up.
 * - After bounded_begin_writing() no child is replaced: the run fails if one step takes that long.
 * With 0 seconds, or if no process can be made, it runs here without a limit.
 *
 * The child's messages appear on stderr when it has read everything, since a stuck child must not
 * hold stderr open. With log_wanted they appear at once: the user has asked a library for its log.
 *
 * Returns the exit status of run, or STATUS_FAILED with one sentence on stderr.
 */
int bounded_run(unsigned int seconds, bool log_wanted, bounded_fn run, void *arg);

/*
 * Is this a child that bounded_begin_again() can replace? Only such a child may give up rights: it
 * must read, in a run with a time limit, and the run must not have begun again before.
 */
bool bounded_can_begin_again(void);

/*
 * End this child. Another one with all rights of the parent reads everything from the start; no
 * file is left out. Call it only if bounded_can_begin_again() is true.
 */
__attribute__((noreturn)) void bounded_begin_again(void);

/*
 * From here on the child writes, and announces each step with progress_step(). A step that takes
 * too long ends the run with "Error: WHAT: no answer within N seconds, at STEP". Does nothing in a
 * run without a time limit.
 */
void bounded_begin_writing(const char *what);

/*
 * From here on nothing is read that could block, and the time limit no longer holds. The child gets
 * stdout and stderr back, and the messages that were kept are printed. Does nothing in a run without
 * a time limit.
 */
void bounded_done_reading(void);

#endif
