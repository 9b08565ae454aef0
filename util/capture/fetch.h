/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Reading files that may never answer. A read of sysfs that waits for a driver's
 * lock cannot be interrupted, not even by a signal: so a process of its own
 * reads, and is left behind where it does not come back in time.
 */
#ifndef PMEMCAP_CAPTURE_FETCH_H
#define PMEMCAP_CAPTURE_FETCH_H

#include <stddef.h>

struct fetch;

/*
 * How the other process reads a file: the bytes, which are freed there, into
 * *bytes. Returns 0 or -errno.
 */
typedef int (*fetch_fn)(const char *path, char **bytes, size_t *length);

/* Regular files of up to 64 MiB (else -EFBIG); devices, FIFOs and others are -EINVAL. */
int fetch_regular(const char *path, char **bytes, size_t *length);

/* limit: milliseconds for each file. The caller frees with fetch_free(). */
struct fetch *fetch_new(fetch_fn how, int limit);

/* Another limit from now on. */
void fetch_limit(struct fetch *fetch, int limit);

/*
 * The file's bytes with a NUL behind them, for the caller to free. Returns 0,
 * -ETIMEDOUT if it did not come in time, or the -errno of reading; see also
 * fetch_broken().
 */
int fetch_file(struct fetch *fetch, const char *path, char **bytes, size_t *length);

/*
 * 0, or the -errno of the way to the other process: there could be none, or it
 * died twice over a file. Nothing is fetched from then on, and that says
 * nothing of the files.
 */
int fetch_broken(const struct fetch *fetch);

/* End the reading process; NULL is allowed. */
void fetch_free(struct fetch *fetch);

#endif
