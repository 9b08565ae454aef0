/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a bounded run is doing. A file of sysfs can keep its reader waiting for minutes: a
 * device that is being probed holds its lock. The child of bounded_run() announces each step
 * here, in memory that it shares with the parent. It also learns which steps it must leave out,
 * because they did not come back in an earlier child. In a run without a time limit these
 * functions do nothing.
 */
#ifndef PMEMCAP_PROGRESS_H
#define PMEMCAP_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>

/* --- the child's side --- */

/*
 * Announce what may block or break: reading name in the directory dir, or name alone if dir is
 * NULL. Returns 0 if the caller may do it. Otherwise the caller must not do it, and gives the
 * returned negative errno as its result: -ETIMEDOUT if the file or its directory did not answer
 * before, or if no time is left; -ECANCELED if reading the file ended an earlier process.
 */
int progress_begin(const char *dir, const char *name);

/* The same for a step on which all others depend: it is also begun if no time is left. */
int progress_begin_always(const char *name);

/*
 * The same before a call into a library that reads files by itself. step names the call, for
 * example "namespaces of region0". names is the number of devices that the library may look at;
 * the time limit grows with it. After a step of a library did not come back, all steps of that
 * library are refused, and the caller reads the files directly. The answer loses nothing, so
 * this is no omission.
 */
int progress_begin_library(const char *library, const char *step, size_t names);

/*
 * From here on the process writes what, for example a capture. No step is left out any more.
 * The next two functions announce steps.
 */
void progress_begin_writing(const char *what);

/* Announce a step that may block: reading or writing path. */
void progress_step(const char *path);

/* The same for a step with a time limit of its own; it lasts until the next progress_step(). */
void progress_step_limited(const char *path);

typedef void (*progress_omission_fn)(const char *what, int error, void *arg);

/*
 * Call fn for each file or directory that a reader announced since the last call and had to
 * leave out, with the negative errno that the reader got. Steps of libraries are not included:
 * the direct reader answers in their place.
 */
void progress_each_omission(progress_omission_fn fn, void *arg);

/* --- the parent's side --- */

/* Share the progress of the processes that are forked from now on. Returns 0 or -errno. */
int progress_share(void);

/* The number of steps since the last progress_restart(): while it grows, nothing is stuck. */
unsigned long progress_count(void);

/*
 * Milliseconds that the present call into a library may take; 0: the step is no call into a
 * library.
 */
unsigned int progress_library_limit(void);

/* Has progress_begin_writing() been called since the last progress_restart()? */
bool progress_is_writing(void);

/* The argument of progress_begin_writing(). */
const char *progress_written(void);

/* Does the present step have a time limit of its own? */
bool progress_has_own_limit(void);

/* The last step that was announced. Valid until the next call. */
const char *progress_last(void);

/*
 * Make later children leave out the last step, and return error for it. If another step of the
 * same directory was left out before, they leave out the whole directory, because the
 * attributes of a device wait for the same lock.
 */
void progress_leave_out_last(int error);

/*
 * Prepare for a new child: it may take limit steps and must leave out the rest. ULONG_MAX: no
 * limit.
 */
void progress_restart(unsigned long limit);

/* Let the present child take no further step, and answer with what it has. */
void progress_begin_no_more(void);

#endif
