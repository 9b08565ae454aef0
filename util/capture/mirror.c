// SPDX-License-Identifier: GPL-2.0-only
#include "mirror.h"

#include <errno.h>
#include <limits.h>
#include <search.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../lib/xalloc.h"
#include "../proc/progress.h"

/* The kernel's limit of links in a path (MAXSYMLINKS in include/linux/namei.h). */
#define LINKS_MAX 40

struct place {
	char *path;
	mode_t kind; /* type of the file that was made there (S_IFMT) */
};

static int compare(const void *a, const void *b)
{
	const struct place *x = a, *y = b;

	return strcmp(x->path, y->path);
}

static void release_place(void *node)
{
	struct place *place = node;

	free(place->path);
	free(place);
}

/* The type of the file in the target (S_IFMT); 0: none. */
static mode_t kind_of(const struct mirror *mirror, const char *path)
{
	struct place key = { .path = (char *)path };
	struct place *const *found = tfind(&key, &mirror->made, compare);

	return found ? (*found)->kind : 0;
}

bool mirror_has(const struct mirror *mirror, const char *real)
{
	return kind_of(mirror, real);
}

/*
 * Note a path that is about to be written. Returns false if it was written before, or if the
 * target has failed.
 */
static bool claim(struct mirror *mirror, const char *path, mode_t kind)
{
	struct place *place;

	if (mirror->error || mirror_has(mirror, path))
		return false;
	place = xcalloc(1, sizeof(*place));
	place->path = xstrdup(path);
	place->kind = kind;
	xalloc_check(tsearch(place, &mirror->made, compare));
	return true;
}

static void mirror_directory(struct mirror *mirror, const char *path)
{
	if (!claim(mirror, path, S_IFDIR))
		return;
	progress_step(path);
	mirror->error = mirror->target->directory(mirror->target, path + 1);
}

void mirror_file(struct mirror *mirror, const char *real, const char *bytes, size_t length)
{
	if (!claim(mirror, real, S_IFREG))
		return;
	progress_step(real);
	mirror->error = mirror->target->file(mirror->target, real + 1, bytes, length);
}

void mirror_plain_file(struct mirror *mirror, const char *path, const char *bytes, size_t length)
{
	for (const char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
		char *parent = xstrndup(path, slash - path);

		mirror_directory(mirror, parent);
		free(parent);
	}
	mirror_file(mirror, path, bytes, length);
}

/* A path that is followed part by part. */
struct way {
	char done[PATH_MAX]; /* the part followed so far, without links: "/a/b"; "" for the root */
	char rest[2 * PATH_MAX];
	unsigned int links;
};

static int follow_link(struct mirror *mirror, struct way *way, const char *link)
{
	char to[PATH_MAX], rest[2 * PATH_MAX];
	ssize_t length = readlink(link, to, sizeof(to) - 1);

	if (length < 0)
		return -errno;
	to[length] = '\0';
	if (++way->links > LINKS_MAX)
		return -ELOOP;
	if (claim(mirror, link, S_IFLNK))
		mirror->error = mirror->target->link(mirror->target, link + 1, to);
	if (snprintf(rest, sizeof(rest), "%s/%s", to, way->rest) >= (int)sizeof(rest))
		return -ENAMETOOLONG;
	strcpy(way->rest, rest);
	if (*to == '/')
		way->done[0] = '\0';
	return 0;
}

/* Follow one part of the path; way->rest is what comes after it. */
static int step(struct mirror *mirror, struct way *way, const char *part, mode_t *mode)
{
	char next[PATH_MAX];
	struct stat st;
	mode_t made;

	if (!*part || !strcmp(part, "."))
		return 0;
	if (!strcmp(part, "..")) {
		char *slash = strrchr(way->done, '/');

		if (slash)
			*slash = '\0';
		return 0;
	}
	if (snprintf(next, sizeof(next), "%s/%s", way->done, part) >= (int)sizeof(next))
		return -ENAMETOOLONG;
	if (lstat(next, &st) < 0)
		return -errno;
	/*
	 * -ESTALE: the machine has changed. What was a link or a file is now a directory, for
	 * example.
	 */
	made = kind_of(mirror, next);
	if (made && S_ISDIR(made) != S_ISDIR(st.st_mode))
		return -ESTALE;
	if (S_ISLNK(st.st_mode) && made && !S_ISLNK(made))
		return -ESTALE;
	if (S_ISLNK(st.st_mode))
		return follow_link(mirror, way, next);
	*mode = st.st_mode & S_IFMT;
	strcpy(way->done, next);
	if (S_ISDIR(st.st_mode))
		mirror_directory(mirror, next);
	return 0;
}

int mirror_follow(struct mirror *mirror, const char *path, char **real, mode_t *mode)
{
	struct way way = { .links = 0 };
	int rc = 0;

	*real = NULL;
	*mode = S_IFDIR;
	if (strlen(path) >= sizeof(way.rest))
		return -ENAMETOOLONG;
	strcpy(way.rest, path);
	while (!rc && *way.rest) {
		size_t length = strcspn(way.rest, "/");
		char *part = xstrndup(way.rest, length);

		length += way.rest[length] == '/';
		memmove(way.rest, way.rest + length, strlen(way.rest + length) + 1);
		rc = S_ISDIR(*mode) ? step(mirror, &way, part, mode) : -ENOTDIR;
		free(part);
	}
	if (!rc)
		*real = xstrdup(way.done);
	return rc;
}

void mirror_release(struct mirror *mirror)
{
	tdestroy(mirror->made, release_place);
	mirror->made = NULL;
}
