// SPDX-License-Identifier: GPL-2.0-only
#include "tree.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../lib/io.h"
#include "../lib/xalloc.h"
#include "../observe/record/json.h"
#include "undo.h"

/* The name of the record until the tree is complete. */
static const char unfinished[] = "pmemcap.json.unfinished";

struct tree {
	struct target target;
	int parent, root;
	char *inside; /* prefix of paths for undo: "NAME/" if the directory is new, else "" */
	struct undo *undo;
	bool record_made, temporary;
	/* In a temporary tree: path of the directory last written to, with a slash at its end. */
	char *last;
	int last_dir;
};

static struct tree *tree_of(struct target *target)
{
	return (struct tree *)target;
}

/* Note path for undo before it is created. A temporary tree is removed as a whole. */
static void note_made(struct tree *tree, const char *path, bool directory)
{
	char *whole;

	if (tree->temporary)
		return;
	whole = xasprintf("%s%s", tree->inside, path);

	undo_note(tree->undo, whole, directory);
	free(whole);
}

static void forget_made(struct tree *tree)
{
	if (!tree->temporary)
		undo_forget_last(tree->undo);
}

/*
 * Open the directory that contains path, for close_parent(); *name is the last part of path. A
 * temporary tree may have 100,000 files, so its directory stays open for the next path: no other user
 * can replace it. Returns a descriptor or -errno.
 */
static int open_parent(struct tree *tree, const char *path, const char **name)
{
	const char *slash = strrchr(path, '/');
	size_t length = slash ? slash + 1 - path : 0;

	*name = path + length;
	if (tree->last && strlen(tree->last) == length && !strncmp(tree->last, path, length))
		return tree->last_dir;
	if (!tree->temporary)
		return undo_open_parent(tree->root, path, name);
	if (tree->last)
		close(tree->last_dir);
	free(tree->last);
	tree->last = NULL;
	tree->last_dir = undo_open_parent(tree->root, path, name);
	if (tree->last_dir >= 0)
		tree->last = xstrndup(path, length);
	return tree->last_dir;
}

static void close_parent(const struct tree *tree, int dir)
{
	if (!tree->temporary)
		close(dir);
}

static int tree_directory(struct target *target, const char *path)
{
	struct tree *tree = tree_of(target);
	const char *name;
	int dir = open_parent(tree, path, &name), rc;

	if (dir < 0)
		return dir;
	note_made(tree, path, true);
	rc = mkdirat(dir, name, 0700) < 0 ? -errno : 0;
	if (rc)
		forget_made(tree);
	close_parent(tree, dir);
	return rc;
}

static int tree_link(struct target *target, const char *path, const char *to)
{
	struct tree *tree = tree_of(target);
	const char *name;
	int dir = open_parent(tree, path, &name), rc;

	if (dir < 0)
		return dir;
	note_made(tree, path, false);
	rc = symlinkat(to, dir, name) < 0 ? -errno : 0;
	if (rc)
		forget_made(tree);
	close_parent(tree, dir);
	return rc;
}

/* Create a file. Returns a descriptor for writing, or -errno. */
static int open_new(struct tree *tree, const char *path)
{
	static const int flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;
	const char *name;
	int dir = open_parent(tree, path, &name), fd;

	if (dir < 0)
		return dir;
	note_made(tree, path, false);
	fd = openat(dir, name, flags, 0600);
	if (fd < 0) {
		fd = -errno;
		forget_made(tree);
	}
	close_parent(tree, dir);
	return fd;
}

static int tree_file(struct target *target, const char *path, const char *bytes, size_t length)
{
	struct tree *tree = tree_of(target);
	bool is_record = !tree->temporary && !strcmp(path, &RECORD_PATH[1]);
	int fd = open_new(tree, is_record ? unfinished : path), rc;

	if (fd < 0)
		return fd;
	rc = io_write(fd, bytes, length);
	/*
	 * The record shows that the tree is complete, so it must be on the disk even after a
	 * crash.
	 */
	if (is_record && !rc && fsync(fd) < 0 && errno != EINVAL)
		rc = -errno;
	if (close(fd) < 0 && !rc)
		rc = -errno;
	tree->record_made |= is_record;
	target->sum.files++;
	target->sum.bytes += length;
	return rc;
}

static void release_tree(struct tree *tree)
{
	close(tree->parent);
	close(tree->root);
	if (tree->last)
		close(tree->last_dir);
	free(tree->last);
	free(tree->inside);
	free(tree);
}

static void abandon_tree(struct target *target)
{
	undo_run(tree_of(target)->undo);
	release_tree(tree_of(target));
}

static int finish_tree(struct target *target, struct target_sum *sum)
{
	struct tree *tree = tree_of(target);

	*sum = target->sum;
	/* The name is free: the directory was empty. */
	if (tree->record_made &&
	    renameat(tree->root, unfinished, tree->root, &RECORD_PATH[1]) < 0) {
		int rc = -errno;

		abandon_tree(target);
		return rc;
	}
	undo_keep(tree->undo);
	release_tree(tree);
	return 0;
}

/* Returns 0, -ENOTEMPTY, or another -errno. */
static int check_tree_empty(int fd)
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

/* Open an empty directory of this user that is not a link. Returns a descriptor or -errno. */
static int open_ours(int parent, const char *name)
{
	int fd = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC), rc;
	struct stat st;

	if (fd < 0) {
		rc = -errno;
		if (!fstatat(parent, name, &st, AT_SYMLINK_NOFOLLOW) && S_ISLNK(st.st_mode))
			rc = -ELOOP;
		return rc;
	}
	rc = fstat(fd, &st) < 0 ? -errno : st.st_uid != geteuid() ? -EPERM : check_tree_empty(fd);
	if (!rc)
		return fd;
	close(fd);
	return rc;
}

static int create_tree(int parent, const char *name, bool temporary, struct target **target)
{
	struct undo *undo = undo_new(parent);
	struct tree *tree;
	bool made;
	int fd;

	if (temporary)
		undo_note_tree(undo, name);
	else
		undo_note(undo, name, true);
	made = mkdirat(parent, name, 0700) == 0;
	fd = made || (errno == EEXIST && !temporary) ? open_ours(parent, name) : -errno;
	if (!made)
		undo_forget_last(undo);
	if (fd < 0) {
		undo_run(undo);
		return fd;
	}
	if (!made) {
		/* Paths for undo are relative to the directory itself, which may be "." or "..". */
		undo_keep(undo);
		undo = undo_new(fd);
	}
	tree = xcalloc(1, sizeof(*tree));
	tree->target = (struct target){ .directory = tree_directory,
					.link = tree_link,
					.file = tree_file,
					.finish = finish_tree,
					.abandon = abandon_tree };
	tree->parent = parent;
	tree->root = fd;
	tree->inside = made ? xasprintf("%s/", name) : xstrdup("");
	tree->undo = undo;
	tree->temporary = temporary;
	*target = &tree->target;
	return 0;
}

static int create_at(const char *path, bool temporary, struct target **target)
{
	char *name;
	int parent = target_open_directory(path, &name), rc;

	if (parent < 0)
		return parent;
	rc = create_tree(parent, name, temporary, target);
	if (rc)
		close(parent);
	free(name);
	return rc;
}

int tree_create(const char *path, struct target **target)
{
	return create_at(path, false, target);
}

int tree_create_temporary(char **path, struct target **target)
{
	const char *where = getenv("TMPDIR");
	unsigned long long number;
	int rc;

	if (!where || *where != '/')
		where = "/tmp";
	/* Use a random name. If the name is taken, creating the directory fails. */
	if (getrandom(&number, sizeof(number), 0) != sizeof(number))
		return -EIO;
	*path = xasprintf("%s/pmemcap-%016llx", where, number);
	rc = create_at(*path, true, target);
	if (!rc)
		return 0;
	free(*path);
	*path = NULL;
	return rc;
}
