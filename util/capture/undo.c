// SPDX-License-Identifier: GPL-2.0-only
#include "undo.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../lib/array.h"
#include "../lib/xalloc.h"
#include "../proc/close-from.h"

/* The first byte of what the other process is told; a path follows the first two. */
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
	struct noted *noted; /* in the order of making */
	size_t count;
	pid_t pid; /* the other process, 0: none */
	int line;  /* to it; it sees the end of this process as the end of the line */
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

static void add(struct undo *undo, const char *path, char kind)
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

/* Remove the files in a directory, up to its first directory: that one's path, or NULL. */
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
 * Remove what is in the directory, without following a link. It goes down by calling itself, no
 * deeper than paths are long, and keeps nothing open meanwhile: the limit of files may be low.
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

/* --- the other process --- */

/* Numbers of the two descriptors that are kept. */
enum { KEPT_LINE = 0, KEPT_DIR, KEPT_COUNT };

/* What ends the run and its group is not for this process, and no terminal is. */
static void step_aside(int line, int dir)
{
	sigset_t all;

	sigfillset(&all);
	sigprocmask(SIG_BLOCK, &all, NULL);
	setsid();
	line = fcntl(line, F_DUPFD_CLOEXEC, KEPT_COUNT);
	dir = fcntl(dir, F_DUPFD_CLOEXEC, KEPT_COUNT);
	if (dup2(line, KEPT_LINE) < 0 || dup2(dir, KEPT_DIR) < 0 || chdir("/") < 0)
		_exit(EXIT_FAILURE);
	close_from(KEPT_COUNT);
}

/* Until the line ends: true if everything stays. */
static bool hear(struct undo *undo)
{
	static char note[PATH_MAX + 2];

	for (;;) {
		ssize_t length = recv(KEPT_LINE, note, sizeof(note) - 1, 0);

		if (length < 0 && errno == EINTR)
			continue;
		if (length <= 0 || *note == NOTE_REMOVE)
			return false;
		if (*note == NOTE_KEEP)
			return true;
		note[length] = '\0';
		if (*note != NOTE_FORGET_LAST)
			add(undo, note + 1, *note);
		else if (undo->count)
			forget_last(undo);
	}
}

__attribute__((noreturn)) static void guard(int line, int dir)
{
	struct undo undo = { .dir = KEPT_DIR };

	step_aside(line, dir);
	if (!hear(&undo))
		remove_noted(&undo);
	_exit(EXIT_SUCCESS);
}

/* --- the run --- */

struct undo *undo_new(int dir)
{
	struct undo *undo = xcalloc(1, sizeof(*undo));
	int pair[2];

	undo->dir = dir;
	undo->line = -1;
	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) < 0)
		return undo;
	undo->pid = fork();
	if (!undo->pid) {
		close(pair[0]);
		guard(pair[1], dir);
	}
	close(pair[1]);
	undo->line = pair[0];
	if (undo->pid < 0) {
		undo->pid = 0;
		close(undo->line);
		undo->line = -1;
	}
	return undo;
}

/* A note that does not get there is no loss as long as this process lives: it has a list, too. */
static void tell(const struct undo *undo, char what, const char *path)
{
	char *note = xasprintf("%c%s", what, path);

	while (undo->line >= 0 && send(undo->line, note, strlen(note), MSG_NOSIGNAL) < 0 &&
	       errno == EINTR)
		;
	free(note);
}

static void note(struct undo *undo, const char *path, char kind)
{
	add(undo, path, kind);
	tell(undo, kind, path);
}

void undo_note(struct undo *undo, const char *path, bool directory)
{
	note(undo, path, directory ? NOTE_DIRECTORY : NOTE_FILE);
}

void undo_note_tree(struct undo *undo, const char *path)
{
	note(undo, path, NOTE_TREE);
}

void undo_forget_last(struct undo *undo)
{
	forget_last(undo);
	tell(undo, NOTE_FORGET_LAST, "");
}

/* The other process has done its part when it has closed its end. It may be another's child. */
static void release(struct undo *undo)
{
	char byte;

	while (undo->line >= 0 && recv(undo->line, &byte, sizeof(byte), 0) < 0 && errno == EINTR)
		;
	if (undo->line >= 0)
		close(undo->line);
	while (undo->pid && waitpid(undo->pid, NULL, 0) < 0 && errno == EINTR)
		;
	for (size_t i = 0; i < undo->count; i++)
		free(undo->noted[i].path);
	free(undo->noted);
	free(undo);
}

void undo_run(struct undo *undo)
{
	/* The other process does it, with the rights it was started with. */
	if (undo->line < 0)
		remove_noted(undo);
	else
		tell(undo, NOTE_REMOVE, "");
	release(undo);
}

void undo_keep(struct undo *undo)
{
	tell(undo, NOTE_KEEP, "");
	release(undo);
}
