/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A worker: a process that answers one request after another, for calls that may never return.
 * A read of sysfs that waits for a driver's lock cannot be interrupted, not even by a signal. A
 * worker that misses its time limit is killed and left behind, and the next request starts a
 * new worker.
 */
#ifndef PMEMCAP_WORKER_H
#define PMEMCAP_WORKER_H

#include <stddef.h>

struct worker;

/*
 * Answer a request, in the worker process: put the answer into *bytes, which the worker frees.
 * Returns 0 or -errno.
 */
typedef int (*worker_fn)(const char *request, char **bytes, size_t *length);

/*
 * limit: milliseconds for each request. The first request starts the process. Free with
 * worker_free().
 */
struct worker *worker_new(worker_fn answer, int limit);

/* Change the limit of the requests that follow. */
void worker_set_limit(struct worker *worker, int limit);

/*
 * Get the answer to a request, a string shorter than PATH_MAX. *bytes ends with a NUL that
 * *length does not count; the caller frees it. Returns 0, the -errno of worker_fn, or
 * -ETIMEDOUT. Any other -errno is a failure of the worker itself: see worker_error().
 */
int worker_ask(struct worker *worker, const char *request, char **bytes, size_t *length);

/*
 * 0, or the -errno that ended all work: no process could be started, or two processes died over
 * one request. Every later request fails with this error, which then says nothing about that
 * request.
 */
int worker_error(const struct worker *worker);

/* End the process and free worker; NULL is allowed. */
void worker_free(struct worker *worker);

#endif
