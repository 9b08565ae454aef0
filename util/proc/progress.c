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

/* What both processes see. The text may be torn when its writer dies: it only names a place. */
struct page {
	volatile unsigned long count, limit;
	volatile unsigned int patience; /* milliseconds; 0: the step is no library's */
	volatile bool writing, bounded_itself;
	char dir[PATH_MAX], name[PATH_MAX], what[PATH_MAX];
};

/* Milliseconds: a library's first answer, and what each device may add. */
#define LIBRARY_PATIENCE 500
#define PATIENCE_A_NAME  5

struct omission {
	char *what;
	int error;
	bool met;     /* asked for since the last note of it */
	bool library; /* the direct reader takes its place */
};

static struct page *page;
static struct omission *omissions;
static size_t omission_count;
static char *last;

int progress_share(void)
{
	void *at = mmap(NULL, sizeof(*page), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1,
			0);

	if (at == MAP_FAILED)
		return -errno;
	page = at;
	page->limit = ULONG_MAX;
	return 0;
}

unsigned long progress_count(void)
{
	return page->count;
}

unsigned int progress_library_limit(void)
{
	return page->patience;
}

const char *progress_last(void)
{
	page->dir[sizeof(page->dir) - 1] = '\0';
	page->name[sizeof(page->name) - 1] = '\0';
	free(last);
	last = *page->dir ? xasprintf("%s/%s", page->dir, page->name) : xstrdup(page->name);
	return last;
}

/* Takes over what. */
static struct omission *leave_out(char *what, int error)
{
	omissions = array_make_room(omissions, omission_count, sizeof(*omissions));
	omissions[omission_count] = (struct omission){ what, error, false, false };
	return &omissions[omission_count++];
}

/* Is what the same as name in dir, or as name alone if dir is NULL? */
static bool is_same(const char *what, const char *dir, const char *name)
{
	size_t length = dir ? strlen(dir) : 0;

	if (!dir)
		return !strcmp(what, name);
	return !strncmp(what, dir, length) && what[length] == '/' &&
	       !strcmp(what + length + 1, name);
}

void progress_leave_out_last(int error)
{
	bool whole = !*page->name || page->patience;

	progress_last();
	for (size_t i = 0; i < omission_count && *page->dir; i++)
		whole |= path_is_below(omissions[i].what, page->dir);
	leave_out(xstrdup(whole ? page->dir : last), error)->library = page->patience;
}

void progress_restart(unsigned long count)
{
	page->limit = count;
	page->count = 0;
	page->patience = 0;
	page->writing = page->bounded_itself = false;
	page->dir[0] = page->name[0] = '\0';
}

void progress_begin_no_more(void)
{
	page->limit = 0;
}

static int left_out(const char *dir, const char *name)
{
	for (size_t i = 0; i < omission_count; i++) {
		struct omission *omission = &omissions[i];

		if (!(dir && !strcmp(omission->what, dir)) && !is_same(omission->what, dir, name))
			continue;
		omission->met = true;
		return omission->error;
	}
	return 0;
}

/* Called for every file: snprintf() takes several times as long. */
static void put_text(char *to, size_t size, const char *from)
{
	if (!memccpy(to, from, '\0', size))
		to[size - 1] = '\0';
}

/* patience is 0 for a file of our own. */
static int begin_step(const char *dir, const char *name, unsigned int patience)
{
	struct omission *omission;
	int error;

	if (!page)
		return 0;
	error = left_out(dir, name);
	if (error)
		return error;
	if (page->count >= page->limit) {
		omission = leave_out(xstrdup(dir ? dir : name), -ETIMEDOUT);
		omission->met = true;
		omission->library = patience;
		return -ETIMEDOUT;
	}
	put_text(page->dir, sizeof(page->dir), dir ? dir : "");
	put_text(page->name, sizeof(page->name), name);
	page->patience = patience;
	page->count++;
	return 0;
}

int progress_begin(const char *dir, const char *name)
{
	return begin_step(dir, name, 0);
}

int progress_begin_always(const char *name)
{
	int error = page ? left_out(NULL, name) : 0;

	if (!error)
		progress_step(name);
	return error;
}

int progress_begin_library(const char *library, const char *step, size_t names)
{
	/* More names than this need no finer measure: the run's own time is shorter. */
	size_t counted = names < 100000 ? names : 100000;

	return begin_step(library, step, LIBRARY_PATIENCE + PATIENCE_A_NAME * counted);
}

void progress_begin_writing(const char *what)
{
	if (!page)
		return;
	snprintf(page->what, sizeof(page->what), "%s", what);
	progress_step("");
	page->writing = true;
}

static void say_step(const char *path, bool bounded_itself)
{
	if (!page)
		return;
	page->dir[0] = '\0';
	snprintf(page->name, sizeof(page->name), "%s", path);
	page->patience = 0;
	page->bounded_itself = bounded_itself;
	page->count++;
}

void progress_step(const char *path)
{
	say_step(path, false);
}

void progress_step_limited(const char *path)
{
	say_step(path, true);
}

bool progress_is_writing(void)
{
	return page->writing;
}

const char *progress_written(void)
{
	page->what[sizeof(page->what) - 1] = '\0';
	return page->what;
}

bool progress_has_own_limit(void)
{
	return page->bounded_itself;
}

void progress_each_omission(progress_omission_fn fn, void *arg)
{
	for (size_t i = 0; i < omission_count; i++) {
		struct omission *omission = &omissions[i];

		if (omission->met && !omission->library)
			fn(omission->what, omission->error, arg);
		omission->met = false;
	}
}
