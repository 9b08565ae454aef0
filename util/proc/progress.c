// SPDX-License-Identifier: GPL-2.0-only
#include "progress.h"

#include <errno.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "../lib/xalloc.h"
#include "../observe/facts.h"
#include "../observe/record.h"

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

int watch_share(void)
{
	void *at = mmap(NULL, sizeof(*page), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1,
			0);

	if (at == MAP_FAILED)
		return -errno;
	page = at;
	page->limit = ULONG_MAX;
	return 0;
}

unsigned long watch_count(void)
{
	return page->count;
}

unsigned int watch_patience(void)
{
	return page->patience;
}

const char *watch_last(void)
{
	page->dir[sizeof(page->dir) - 1] = '\0';
	page->name[sizeof(page->name) - 1] = '\0';
	free(last);
	last = *page->dir ? must_asprintf("%s/%s", page->dir, page->name) : must_strdup(page->name);
	return last;
}

/* Takes over what. */
static struct omission *leave_out(char *what, int error)
{
	omissions = must_grow(omissions, omission_count + 1, sizeof(*omissions));
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

static bool is_in(const char *what, const char *dir)
{
	size_t length = strlen(dir);

	return !strncmp(what, dir, length) && what[length] == '/';
}

void watch_leave_out_last(int error)
{
	bool whole = !*page->name || page->patience;

	watch_last();
	for (size_t i = 0; i < omission_count && *page->dir; i++)
		whole |= is_in(omissions[i].what, page->dir);
	leave_out(must_strdup(whole ? page->dir : last), error)->library = page->patience;
}

void watch_restart(unsigned long count)
{
	page->limit = count;
	page->count = 0;
	page->patience = 0;
	page->writing = page->bounded_itself = false;
	page->dir[0] = page->name[0] = '\0';
}

void watch_call_it_a_day(void)
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
		omission = leave_out(must_strdup(dir ? dir : name), -ETIMEDOUT);
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

int watch_begin(const char *dir, const char *name)
{
	return begin_step(dir, name, 0);
}

int watch_begin_first(const char *name)
{
	int error = page ? left_out(NULL, name) : 0;

	if (!error)
		watch_step(name);
	return error;
}

int watch_begin_library(const char *library, const char *step, size_t names)
{
	/* More names than this need no finer measure: the run's own time is shorter. */
	size_t counted = names < 100000 ? names : 100000;

	return begin_step(library, step, LIBRARY_PATIENCE + PATIENCE_A_NAME * counted);
}

void watch_write(const char *what)
{
	if (!page)
		return;
	snprintf(page->what, sizeof(page->what), "%s", what);
	watch_step("");
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

void watch_step(const char *path)
{
	say_step(path, false);
}

void watch_step_bounded(const char *path)
{
	say_step(path, true);
}

bool watch_is_writing(void)
{
	return page->writing;
}

const char *watch_what(void)
{
	page->what[sizeof(page->what) - 1] = '\0';
	return page->what;
}

bool watch_is_bounded_itself(void)
{
	return page->bounded_itself;
}

/* Did an observer say so itself, of this or of something in it? */
static bool is_noted(const struct facts *facts, size_t count, const char *what)
{
	for (size_t i = 0; i < count; i++)
		if (!strcmp(facts->skips[i].path, what) || is_in(facts->skips[i].path, what))
			return true;
	return false;
}

void watch_note_skips(struct facts *facts)
{
	size_t before = facts->skip_count;

	for (size_t i = 0; i < omission_count; i++) {
		struct omission *omission = &omissions[i];

		if (omission->met && !omission->library && !is_noted(facts, before, omission->what))
			facts_skip(facts, omission->what, omission->error,
				   record_affects(omission->what));
		omission->met = false;
	}
}
