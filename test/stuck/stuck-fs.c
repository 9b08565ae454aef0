// SPDX-License-Identifier: GPL-2.0-only
/*
 * A file system with a tree in which some files never answer. A program that reads one waits in the
 * kernel, where no signal reaches it, as for an attribute of a device that is being probed.
 *
 * stuck-fs TREE PATTERN[:PATTERN...] MOUNTPOINT: patterns of fnmatch(3) are compared with the path
 * below TREE; '*' also matches '/'. "open=PATTERN" is for directories that never answer when they
 * are opened, "make=PATTERN" for files and directories that are never created, "write=PATTERN" for
 * files that are created and never written.
 *
 * The file system ends after two minutes, and its readers go on, so that a failing test does not
 * wait forever.
 */
#define FUSE_USE_VERSION 31
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <fuse.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int tree;
static const char *patterns;

/* Paths begin with '/'; "." stands for the tree itself. */
static const char *in_tree(const char *path)
{
	return path[1] ? path + 1 : ".";
}

/* how is "" for reading, or a prefix such as "open=". */
static bool is_stuck(const char *how, const char *path)
{
	char *copy = strdup(patterns), *rest = copy, *pattern;
	size_t length = strlen(how);
	bool stuck = false;

	while (!stuck && (pattern = strsep(&rest, ":")))
		stuck = !strncmp(pattern, how, length) && !fnmatch(pattern + length, path, 0);
	free(copy);
	return stuck;
}

static void never_answer(const char *how, const char *path)
{
	while (is_stuck(how, path))
		pause();
}

static int look(const char *path, struct stat *st, struct fuse_file_info *info)
{
	(void)info;
	return fstatat(tree, in_tree(path), st, AT_SYMLINK_NOFOLLOW) ? -errno : 0;
}

static int follow(const char *path, char *target, size_t size)
{
	ssize_t n = readlinkat(tree, in_tree(path), target, size - 1);

	if (n < 0)
		return -errno;
	target[n] = '\0';
	return 0;
}

static int list(const char *path, void *buf, fuse_fill_dir_t fill, off_t offset,
		struct fuse_file_info *info, enum fuse_readdir_flags flags)
{
	int fd = openat(tree, in_tree(path), O_RDONLY | O_DIRECTORY);
	struct dirent *entry;
	DIR *dir;

	(void)offset, (void)info, (void)flags;
	dir = fd < 0 ? NULL : fdopendir(fd);
	if (!dir)
		return -errno;
	while ((entry = readdir(dir)))
		fill(buf, entry->d_name, NULL, 0, 0);
	closedir(dir);
	return 0;
}

static int give(const char *path, char *buf, size_t size, off_t offset, struct fuse_file_info *info)
{
	ssize_t n;
	int fd;

	(void)info;
	never_answer("", path);
	fd = openat(tree, in_tree(path), O_RDONLY);
	if (fd < 0)
		return -errno;
	n = pread(fd, buf, size, offset);
	close(fd);
	return n < 0 ? -errno : n;
}

static int let_open(const char *path, struct fuse_file_info *info)
{
	(void)path;
	/* As in sysfs, the contents are made when they are read. */
	info->direct_io = 1;
	return 0;
}

static int open_directory(const char *path, struct fuse_file_info *info)
{
	(void)info;
	never_answer("open=", path);
	return 0;
}

static int make_directory(const char *path, mode_t mode)
{
	never_answer("make=", path);
	return mkdirat(tree, in_tree(path), mode) ? -errno : 0;
}

static int make_link(const char *target, const char *path)
{
	return symlinkat(target, tree, in_tree(path)) ? -errno : 0;
}

static int make_file(const char *path, mode_t mode, struct fuse_file_info *info)
{
	int fd;

	(void)info;
	never_answer("make=", path);
	fd = openat(tree, in_tree(path), O_WRONLY | O_CREAT | O_EXCL, mode);
	if (fd < 0)
		return -errno;
	close(fd);
	return 0;
}

static int put(const char *path, const char *buf, size_t size, off_t offset,
	       struct fuse_file_info *info)
{
	ssize_t n;
	int fd;

	(void)info;
	never_answer("write=", path);
	fd = openat(tree, in_tree(path), O_WRONLY);
	if (fd < 0)
		return -errno;
	n = pwrite(fd, buf, size, offset);
	close(fd);
	return n < 0 ? -errno : n;
}

static int take_away(const char *path)
{
	return unlinkat(tree, in_tree(path), 0) ? -errno : 0;
}

static int take_away_directory(const char *path)
{
	return unlinkat(tree, in_tree(path), AT_REMOVEDIR) ? -errno : 0;
}

static int move(const char *from, const char *to, unsigned int flags)
{
	(void)flags;
	return renameat(tree, in_tree(from), tree, in_tree(to)) ? -errno : 0;
}

static const struct fuse_operations operations = {
	.getattr = look,
	.readlink = follow,
	.readdir = list,
	.open = let_open,
	.read = give,
	.opendir = open_directory,
	.mkdir = make_directory,
	.symlink = make_link,
	.create = make_file,
	.write = put,
	.unlink = take_away,
	.rmdir = take_away_directory,
	.rename = move,
};

/*
 * Each file that never answers occupies a thread forever. With the usual ten threads, all other
 * requests would block too.
 */
#if FUSE_MAKE_VERSION(FUSE_MAJOR_VERSION, FUSE_MINOR_VERSION) >= FUSE_MAKE_VERSION(3, 12)
#define OPTIONS "default_permissions,max_threads=1000"
#else
#define OPTIONS "default_permissions"
#endif

int main(int argc, char **argv)
{
	char *fuse_argv[] = { argv[0], "-f", "-o", OPTIONS, argc > 3 ? argv[3] : NULL, NULL };

	if (argc != 4) {
		fputs("usage: stuck-fs TREE PATTERN[:PATTERN...] MOUNTPOINT\n", stderr);
		return 2;
	}
	alarm(120);
	patterns = argv[2];
	tree = open(argv[1], O_RDONLY | O_DIRECTORY);
	if (tree < 0) {
		perror(argv[1]);
		return 1;
	}
	return fuse_main(5, fuse_argv, &operations, NULL);
}
