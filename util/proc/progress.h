/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A file of sysfs can keep its reader waiting for minutes: a device that is
 * being probed holds its lock. So the observers say what they are about to do,
 * and whoever watches them from another process (util/bounded.c) starts them
 * again, to leave out what did not come back. Without a watcher nothing here
 * costs or changes anything.
 */
#ifndef PMEMCAP_PROGRESS_H
#define PMEMCAP_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Before anything that may block or break: reading name in the directory dir,
 * name alone if dir is NULL, or calling a library, named like "libkmod".
 * Returns 0, or the negative errno to give instead of doing it: -ETIMEDOUT if
 * it, or anything else in dir, did not come back before, or if there is no time
 * for more; -ECANCELED if it broke the process that tried.
 */
int progress_begin(const char *dir, const char *name);

/*
 * The same for what all else depends on: it is also begun where there is no
 * time for more.
 */
int progress_begin_always(const char *name);

/*
 * The same before a call into a library that reads files by itself: step says
 * which, "namespaces of region0". A library has a patience of its own, which
 * grows with names, the number of devices it may look at; where one of its steps
 * did not come back, all its steps are refused from then on, and the caller reads
 * directly. That costs the answer nothing, so that it is no entry of facts->skips.
 */
int progress_begin_library(const char *library, const char *step, size_t names);

/*
 * From here on the process writes what: nothing is left out any more, and the
 * steps are said by the two functions below. Without a watcher they do nothing.
 */
void progress_begin_writing(const char *what);

/* Before a step that may block: reading or writing path. */
void progress_step(const char *path);

/* The same of a step that has a time limit of its own, until the next progress_step(). */
void progress_step_limited(const char *path);

typedef void (*progress_omission_fn)(const char *what, int error, void *arg);

/*
 * Call fn for each file or directory that was asked for and left out since the last call, with the
 * negative errno that its reader got. The steps of libraries are not among them: the direct reader
 * answers in their place.
 */
void progress_each_omission(progress_omission_fn fn, void *arg);

/* --- the watcher's side --- */

/*
 * Share what is said with the processes that are forked from now on. Returns 0
 * or -errno.
 */
int progress_share(void);

/* How often progress_begin() was called: as long as it grows, nothing is stuck. */
unsigned long progress_count(void);

/* Milliseconds that the library which is being called may take; 0: no library is. */
unsigned int progress_library_limit(void);

/* Has progress_begin_writing() been called since the last progress_restart()? For what? */
bool progress_is_writing(void);
const char *progress_written(void);

/* Does the present step have a time limit of its own? */
bool progress_has_own_limit(void);

/* What a process that is stuck or dead was at. Owned by the watch, until the next one. */
const char *progress_last(void);

/*
 * Processes forked from now on leave that out, with a negative errno; and the
 * whole directory if it is the second thing in it: all of a device's attributes
 * wait for the same lock.
 */
void progress_leave_out_last(int error);

/*
 * They begin anew; and only the first count things are begun, everything after
 * that is left out. ULONG_MAX: no limit.
 */
void progress_restart(unsigned long count);

/* Whoever is at it begins nothing more, and answers with what it has. */
void progress_begin_no_more(void);

#endif
