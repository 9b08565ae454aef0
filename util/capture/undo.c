// SPDX-License-Identifier: GPL-2.0-only
#include "undo.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../lib/array.h"
#include "../lib/xalloc.h"
#include "../proc/guardian.h"

/* The first byte of a note to the guardian. After the first three a path follows. */
enum {
	NOTE_DIRECTORY = 'd',
	NOTE_FILE = 'f',
	NOTE_TREE = 't',
	NOTE_FORGET_LAST = 'l',
	NOTE_REMOVE = 'r',
	NOTE_KEEP = 'k',
};

struct noted {
	char *path;
	char kind; /* NOTE_DIRECTORY, NOTE_FILE or NOTE_TREE */
};

struct undo {
	int dir;
	struct noted *noted; /* in the order of creation */
	size_t count;
	struct guardian guardian;
};

int undo_open_parent(int dir, const char *path, const char **name)
{
	int at = fcntl(dir, F_DUPFD_CLOEXEC, 0);
	const char *slash;

	for (; at >= 0 && (slash = strchr(path, '/')); path = slash + 1) {
		char *part = xstrndup(path, slash - path);
		int next = openat(at, part, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
		int error = errno;

		free(part);
		close(at);
		errno = error;
		at = next;
	}
	*name = path;
	return at < 0 ? -errno : at;
}

static void add_note(struct undo *undo, const char *path, char kind)
{
	undo->noted = array_make_room(undo->noted, undo->count, sizeof(*undo->noted));
	undo->noted[undo->count].path = xstrdup(path);
	undo->noted[undo->count++].kind = kind;
}

static void forget_last(struct undo *undo)
{
	free(undo->noted[--undo->count].path);
}

static int remove_one(int dir, const char *path, int flags)
{
	const char *name;
	int parent = undo_open_parent(dir, path, &name), rc;

	if (parent < 0)
		return parent;
	rc = unlinkat(parent, name, flags) < 0 ? -errno : 0;
	close(parent);
	return rc;
}

/* Remove files of a directory until the first subdirectory, and return the path of that, or NULL. */
static char *remove_files(int dir, const char *path)
{
	const char *name;
	int parent = undo_open_parent(dir, path, &name), fd;
	struct dirent *entry;
	char *found = NULL;
	DIR *list;

	if (parent < 0)
		return NULL;
	fd = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	close(parent);
	list = fd < 0 ? NULL : fdopendir(fd);
	if (!list && fd >= 0)
		close(fd);
	while (list && !found && (entry = readdir(list)))
		if (strcmp(entry->d_name, ".") && strcmp(entry->d_name, "..") &&
		    unlinkat(fd, entry->d_name, 0) < 0)
			found = xasprintf("%s/%s", path, entry->d_name);
	if (list)
		closedir(list);
	return found;
}

/*
 * Remove everything in a directory, without following a link. The recursion is no deeper than a path
 * is long. No directory stays open meanwhile: the limit of open files may be low.
 */
static void remove_within(int dir, const char *path)
{
	char *below;
	int rc = 0;

	while (!rc && (below = remove_files(dir, path))) {
		remove_within(dir, below);
		rc = remove_one(dir, below, AT_REMOVEDIR);
		free(below);
	}
}

static void remove_noted(const struct undo *undo)
{
	for (size_t i = undo->count; i-- > 0;) {
		const struct noted *noted = &undo->noted[i];

		if (noted->kind == NOTE_TREE)
			remove_within(undo->dir, noted->path);
		remove_one(undo->dir, noted->path, noted->kind == NOTE_FILE ? 0 : AT_REMOVEDIR);
	}
}

/* --- the guardian --- */

static void keep_notes(int socket, int dir, void *arg)
{
	static char note[PATH_MAX + 2];
	struct undo undo = { .dir = dir };
	size_t length;

	(void)arg;
	while ((length = guardian_receive(socket, note, sizeof(note) - 1)) &&
	       *note != NOTE_REMOVE) {
		if (*note == NOTE_KEEP)
			return;
		note[length] = '\0';
		if (*note != NOTE_FORGET_LAST)
			add_note(&undo, note + 1, *note);
		else if (undo.count)
			forget_last(&undo);
	}
	remove_noted(&undo);
}

/* --- the run --- */

struct undo *undo_new(int dir)
{
	struct undo *undo = xcalloc(1, sizeof(*undo));

	undo->dir = dir;
	guardian_start(&undo->guardian, dir, keep_notes, NULL);
	return undo;
}

/* A lost note does no harm while this process lives, since it has a list of its own. */
static void send_note(const struct undo *undo, char what, const char *path)
{
	char *note = xasprintf("%c%s", what, path);

	guardian_send(&undo->guardian, note, strlen(note));
	free(note);
}

static void note_kind(struct undo *undo, const char *path, char kind)
{
	add_note(undo, path, kind);
	send_note(undo, kind, path);
}

void undo_note(struct undo *undo, const char *path, bool directory)
{
	note_kind(undo, path, directory ? NOTE_DIRECTORY : NOTE_FILE);
}

void undo_note_tree(struct undo *undo, const char *path)
{
	note_kind(undo, path, NOTE_TREE);
}

void undo_forget_last(struct undo *undo)
{
	forget_last(undo);
	send_note(undo, NOTE_FORGET_LAST, "");
}

static void release_undo(struct undo *undo)
{
	guardian_dismiss(&undo->guardian);
	for (size_t i = 0; i < undo->count; i++)
		free(undo->noted[i].path);
	free(undo->noted);
	free(undo);
}

void undo_run(struct undo *undo)
{
	/*
	 * If there is a guardian, it removes the paths, with the rights that it was started
	 * with.
	 */
	if (undo->guardian.socket < 0)
		remove_noted(undo);
	else
		send_note(undo, NOTE_REMOVE, "");
	release_undo(undo);
}

void undo_keep(struct undo *undo)
{
	send_note(undo, NOTE_KEEP, "");
	release_undo(undo);
}
