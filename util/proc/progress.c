// SPDX-License-Identifier: GPL-2.0-only
#include "progress.h"

#include <errno.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "../lib/array.h"
#include "../lib/strutil.h"
#include "../lib/xalloc.h"

/*
 * Memory that both processes share. A text may be half written if the child dies, which is
 * harmless: it only names a step for a message.
 */
struct shared {
	volatile unsigned long count, limit;
	volatile unsigned int library_limit; /* milliseconds; 0: no call into a library */
	volatile bool is_writing, has_own_limit;
	char dir[PATH_MAX], name[PATH_MAX]; /* the last step */
	char written[PATH_MAX];
};

/*
 * Milliseconds: a fixed part for each call, and a part for each device that the library may
 * look at.
 */
#define LIBRARY_LIMIT     500
#define LIMIT_FOR_EACH    5
#define COUNTED_NAMES_MAX 100000

struct omission {
	char *what;
	int error;
	bool is_met;        /* a reader met it since the last progress_each_omission() */
	bool is_of_library; /* the direct reader answers in its place */
};

static struct shared *shared; /* NULL: a run without a time limit */
static struct omission *omissions;
static size_t omission_count;
static char *last;

int progress_share(void)
{
	void *at = mmap(NULL, sizeof(*shared), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS,
			-1, 0);

	if (at == MAP_FAILED)
		return -errno;
	shared = at;
	shared->limit = ULONG_MAX;
	return 0;
}

unsigned long progress_count(void)
{
	return shared->count;
}

unsigned int progress_library_limit(void)
{
	return shared->library_limit;
}

const char *progress_last(void)
{
	shared->dir[sizeof(shared->dir) - 1] = '\0';
	shared->name[sizeof(shared->name) - 1] = '\0';
	free(last);
	last = *shared->dir ? xasprintf("%s/%s", shared->dir, shared->name) : xstrdup(shared->name);
	return last;
}

/* Takes ownership of what. */
static struct omission *add_omission(char *what, int error)
{
	omissions = array_make_room(omissions, omission_count, sizeof(*omissions));
	omissions[omission_count] = (struct omission){ what, error, false, false };
	return &omissions[omission_count++];
}

/* Is what the same as name in dir, or as name alone if dir is NULL? */
static bool is_step(const char *what, const char *dir, const char *name)
{
	size_t length = dir ? strlen(dir) : 0;

	if (!dir)
		return !strcmp(what, name);
	return !strncmp(what, dir, length) && what[length] == '/' &&
	       !strcmp(what + length + 1, name);
}

void progress_leave_out_last(int error)
{
	bool whole = !*shared->name || shared->library_limit; /* the directory, or the library */

	progress_last();
	for (size_t i = 0; i < omission_count && *shared->dir; i++)
		whole |= path_is_below(omissions[i].what, shared->dir);
	add_omission(xstrdup(whole ? shared->dir : last), error)->is_of_library =
		shared->library_limit;
}

void progress_restart(unsigned long limit)
{
	shared->limit = limit;
	shared->count = 0;
	shared->library_limit = 0;
	shared->is_writing = shared->has_own_limit = false;
	shared->dir[0] = shared->name[0] = '\0';
}

void progress_begin_no_more(void)
{
	shared->limit = 0;
}

static int omission_error(const char *dir, const char *name)
{
	for (size_t i = 0; i < omission_count; i++) {
		struct omission *omission = &omissions[i];

		if (!(dir && !strcmp(omission->what, dir)) && !is_step(omission->what, dir, name))
			continue;
		omission->is_met = true;
		return omission->error;
	}
	return 0;
}

/* This is called for every file, and snprintf() takes several times as long. */
static void put_text(char *to, size_t size, const char *from)
{
	if (!memccpy(to, from, '\0', size))
		to[size - 1] = '\0';
}

/* library_limit is 0 for a file that is read directly. */
static int begin_step(const char *dir, const char *name, unsigned int library_limit)
{
	struct omission *omission;
	int error;

	if (!shared)
		return 0;
	error = omission_error(dir, name);
	if (error)
		return error;
	if (shared->count >= shared->limit) {
		omission = add_omission(xstrdup(dir ? dir : name), -ETIMEDOUT);
		omission->is_met = true;
		omission->is_of_library = library_limit;
		return -ETIMEDOUT;
	}
	put_text(shared->dir, sizeof(shared->dir), dir ? dir : "");
	put_text(shared->name, sizeof(shared->name), name);
	shared->library_limit = library_limit;
	shared->count++;
	return 0;
}

int progress_begin(const char *dir, const char *name)
{
	return begin_step(dir, name, 0);
}

int progress_begin_always(const char *name)
{
	int error = shared ? omission_error(NULL, name) : 0;

	if (!error)
		progress_step(name);
	return error;
}

int progress_begin_library(const char *library, const char *step, size_t names)
{
	/* With more names the time limit of the run is shorter anyway. */
	size_t counted = names < COUNTED_NAMES_MAX ? names : COUNTED_NAMES_MAX;

	return begin_step(library, step, LIBRARY_LIMIT + LIMIT_FOR_EACH * counted);
}

void progress_begin_writing(const char *what)
{
	if (!shared)
		return;
	snprintf(shared->written, sizeof(shared->written), "%s", what);
	progress_step("");
	shared->is_writing = true;
}

static void announce(const char *path, bool has_own_limit)
{
	if (!shared)
		return;
	shared->dir[0] = '\0';
	snprintf(shared->name, sizeof(shared->name), "%s", path);
	shared->library_limit = 0;
	shared->has_own_limit = has_own_limit;
	shared->count++;
}

void progress_step(const char *path)
{
	announce(path, false);
}

void progress_step_limited(const char *path)
{
	announce(path, true);
}

bool progress_is_writing(void)
{
	return shared->is_writing;
}

const char *progress_written(void)
{
	shared->written[sizeof(shared->written) - 1] = '\0';
	return shared->written;
}

bool progress_has_own_limit(void)
{
	return shared->has_own_limit;
}

void progress_each_omission(progress_omission_fn fn, void *arg)
{
	for (size_t i = 0; i < omission_count; i++) {
		struct omission *omission = &omissions[i];

		if (omission->is_met && !omission->is_of_library)
			fn(omission->what, omission->error, arg);
		omission->is_met = false;
	}
}
