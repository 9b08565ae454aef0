// SPDX-License-Identifier: GPL-2.0-only
/* A capture as a directory tree. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../must.h"
#include "target.h"

struct made {
	char *path;
	bool directory;
};

struct tree {
	struct target target;
	char *path;
	int root;
	bool root_made;
	struct made *made; /* in the order of making, to be taken back in reverse */
	size_t made_count;
};

static struct tree *tree_of(struct target *target)
{
	return (struct tree *)target;
}

static void note(struct tree *tree, const char *path, bool directory)
{
	tree->made = must_grow(tree->made, tree->made_count + 1, sizeof(*tree->made));
	tree->made[tree->made_count].path = must_strdup(path);
	tree->made[tree->made_count++].directory = directory;
}

/* The directory that path is in, and path's last part. Returns a descriptor or -errno. */
static int open_parent(const struct tree *tree, const char *path, const char **name)
{
	int dir = fcntl(tree->root, F_DUPFD_CLOEXEC, 0);
	const char *slash;

	for (; dir >= 0 && (slash = strchr(path, '/')); path = slash + 1) {
		char *part = must_strndup(path, slash - path);
		int next = openat(dir, part, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
		int error = errno;

		free(part);
		close(dir);
		errno = error;
		dir = next;
	}
	*name = path;
	return dir < 0 ? -errno : dir;
}

static int make_directory(struct target *target, const char *path)
{
	const char *name;
	int dir = open_parent(tree_of(target), path, &name), rc;

	if (dir < 0)
		return dir;
	rc = mkdirat(dir, name, 0700) < 0 ? -errno : 0;
	close(dir);
	if (!rc)
		note(tree_of(target), path, true);
	return rc;
}

static int make_link(struct target *target, const char *path, const char *to)
{
	const char *name;
	int dir = open_parent(tree_of(target), path, &name), rc;

	if (dir < 0)
		return dir;
	rc = symlinkat(to, dir, name) < 0 ? -errno : 0;
	close(dir);
	if (!rc)
		note(tree_of(target), path, false);
	return rc;
}

static int write_all(int fd, const char *bytes, size_t length)
{
	while (length) {
		ssize_t n = write(fd, bytes, length);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -errno;
		bytes += n;
		length -= n;
	}
	return 0;
}

static int make_file(struct target *target, const char *path, const char *bytes, size_t length)
{
	static const int flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;
	const char *name;
	int dir = open_parent(tree_of(target), path, &name), fd, rc;

	if (dir < 0)
		return dir;
	fd = openat(dir, name, flags, 0600);
	rc = fd < 0 ? -errno : 0;
	close(dir);
	if (rc)
		return rc;
	note(tree_of(target), path, false);
	rc = write_all(fd, bytes, length);
	if (close(fd) < 0 && !rc)
		rc = -errno;
	return rc;
}

static void release(struct tree *tree)
{
	for (size_t i = 0; i < tree->made_count; i++)
		free(tree->made[i].path);
	free(tree->made);
	free(tree->path);
	close(tree->root);
	free(tree);
}

static int finish(struct target *target)
{
	release(tree_of(target));
	return 0;
}

static void abandon(struct target *target)
{
	struct tree *tree = tree_of(target);

	for (size_t i = tree->made_count; i-- > 0;) {
		const struct made *made = &tree->made[i];
		const char *name;
		int dir = open_parent(tree, made->path, &name);

		if (dir < 0)
			continue;
		unlinkat(dir, name, made->directory ? AT_REMOVEDIR : 0);
		close(dir);
	}
	if (tree->root_made)
		rmdir(tree->path);
	release(tree);
}

/* Returns 0, -ENOTEMPTY, or another -errno. */
static int check_empty(int fd)
{
	int copy = openat(fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC), rc = 0;
	DIR *dir = copy < 0 ? NULL : fdopendir(copy);
	struct dirent *entry;

	if (!dir) {
		rc = -errno;
		if (copy >= 0)
			close(copy);
		return rc;
	}
	while (!rc && (entry = readdir(dir)))
		if (strcmp(entry->d_name, ".") && strcmp(entry->d_name, ".."))
			rc = -ENOTEMPTY;
	closedir(dir);
	return rc;
}

int tree_create(const char *path, struct target **target)
{
	bool made = mkdir(path, 0700) == 0;
	struct tree *tree;
	int fd, rc;

	if (!made && errno != EEXIST)
		return -errno;
	fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	rc = fd < 0 ? -errno : check_empty(fd);
	if (rc) {
		if (fd >= 0)
			close(fd);
		if (made)
			rmdir(path);
		return rc;
	}
	tree = must_calloc(1, sizeof(*tree));
	tree->target = (struct target){ make_directory, make_link, make_file, finish, abandon };
	tree->path = must_strdup(path);
	tree->root = fd;
	tree->root_made = made;
	*target = &tree->target;
	return 0;
}
