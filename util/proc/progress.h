/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A file of sysfs can keep its reader waiting for minutes: a device that is
 * being probed holds its lock. So the observers say what they are about to do,
 * and whoever watches them from another process (util/bounded.c) starts them
 * again, to leave out what did not come back. Without a watcher nothing here
 * costs or changes anything.
 */
#ifndef PMEMCAP_WATCH_H
#define PMEMCAP_WATCH_H

#include <stdbool.h>
#include <stddef.h>

struct facts;

/*
 * Before anything that may block or break: reading name in the directory dir,
 * name alone if dir is NULL, or calling a library, named like "libkmod".
 * Returns 0, or the negative errno to give instead of doing it: -ETIMEDOUT if
 * it, or anything else in dir, did not come back before, or if there is no time
 * for more; -ECANCELED if it broke the process that tried.
 */
int watch_begin(const char *dir, const char *name);

/*
 * The same for what all else depends on: it is also begun where there is no
 * time for more.
 */
int watch_begin_first(const char *name);

/*
 * The same before a call into a library that reads files by itself: step says
 * which, "namespaces of region0". A library has a patience of its own, which
 * grows with names, the number of devices it may look at; where one of its steps
 * did not come back, all its steps are refused from then on, and the caller reads
 * directly. That costs the answer nothing, so that it is no entry of facts->skips.
 */
int watch_begin_library(const char *library, const char *step, size_t names);

/*
 * From here on the process writes what: nothing is left out any more, and the
 * steps are said by the two functions below. Without a watcher they do nothing.
 */
void watch_write(const char *what);

/* Before a step that may block: reading or writing path. */
void watch_step(const char *path);

/* The same of a step that has a time limit of its own, until the next watch_step(). */
void watch_step_bounded(const char *path);

/*
 * Note in facts->skips what was left out since the last time, where no observer
 * has said so itself; record_affects() knows what it would have told.
 */
void watch_note_skips(struct facts *facts);

/* --- the watcher's side --- */

/*
 * Share what is said with the processes that are forked from now on. Returns 0
 * or -errno.
 */
int watch_share(void);

/* How often watch_begin() was called: as long as it grows, nothing is stuck. */
unsigned long watch_count(void);

/* Milliseconds that the library which is being called may take; 0: no library is. */
unsigned int watch_patience(void);

/* Has watch_write() been called since the last watch_restart()? For what? */
bool watch_is_writing(void);
const char *watch_what(void);

/* Does the present step have a time limit of its own? */
bool watch_is_bounded_itself(void);

/* What a process that is stuck or dead was at. Owned by the watch, until the next one. */
const char *watch_last(void);

/*
 * Processes forked from now on leave that out, with a negative errno; and the
 * whole directory if it is the second thing in it: all of a device's attributes
 * wait for the same lock.
 */
void watch_leave_out_last(int error);

/*
 * They begin anew; and only the first count things are begun, everything after
 * that is left out. ULONG_MAX: no limit.
 */
void watch_restart(unsigned long count);

/* Whoever is at it begins nothing more, and answers with what it has. */
void watch_call_it_a_day(void);

#endif
