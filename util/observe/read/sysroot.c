// SPDX-License-Identifier: GPL-2.0-only
#include "sysroot.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/magic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "../../lib/array.h"
#include "../../lib/xalloc.h"
#include "../../proc/privilege.h"
#include "../../proc/progress.h"

/* Headers of a kernel before 5.6 lack openat2(2). */
#if defined(SYS_openat2) && __has_include(<linux/openat2.h>)
#include <linux/openat2.h>
#define HAVE_OPENAT2 1
#else
#define HAVE_OPENAT2 0
#endif

/* Limit of links in one path, as in the kernel (MAXSYMLINKS, linux/namei.h). */
#define LINKS_MAX 40

/*
 * openat2() returns EAGAIN if anything on the machine was renamed or mounted while it resolved
 * "..". After this many tries the path is resolved component by component.
 */
#define TRIES_MAX 8

/* Descriptor of the tree's top; -1: the running machine. */
static int top = -1;
static bool has_openat2;

#if HAVE_OPENAT2
static int try_openat2(const char *path, int flags)
{
	struct open_how how = {
		.flags = flags,
		.resolve = RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS,
	};
	int fd = -1;

	for (int i = 0; i < TRIES_MAX; i++) {
		fd = syscall(SYS_openat2, top, path, &how, sizeof(how));
		if (fd >= 0 || errno != EAGAIN)
			break;
	}
	return fd < 0 ? -errno : fd;
}
#else
static int try_openat2(const char *path, int flags)
{
	(void)path;
	(void)flags;
	return -ENOSYS;
}
#endif

/* --- component by component --- */

/* A path being resolved: its rest, and the directories passed so far. None of them is a link. */
struct walk {
	char *rest;
	char **done;
	size_t depth;
	int fd;
	int links;
};

static int walk_start(struct walk *walk)
{
	if (walk->fd >= 0)
		close(walk->fd);
	walk->fd = fcntl(top, F_DUPFD_CLOEXEC, 0);
	return walk->fd < 0 ? -errno : 0;
}

static void walk_end(struct walk *walk)
{
	for (size_t i = 0; i < walk->depth; i++)
		free(walk->done[i]);
	free(walk->done);
	free(walk->rest);
	if (walk->fd >= 0)
		close(walk->fd);
}

/* Enter a directory; takes ownership of its descriptor. */
static void walk_move(struct walk *walk, int fd)
{
	close(walk->fd);
	walk->fd = fd;
}

static int walk_again(struct walk *walk)
{
	int rc = walk_start(walk);

	for (size_t i = 0; !rc && i < walk->depth; i++) {
		int fd = openat(walk->fd, walk->done[i],
				O_PATH | O_NOFOLLOW | O_DIRECTORY | O_CLOEXEC);

		if (fd < 0)
			rc = -errno;
		else
			walk_move(walk, fd);
	}
	return rc;
}

/*
 * ".." removes the last directory from the list. openat("..") would leave the tree if a directory
 * was moved out of it.
 */
static int walk_up(struct walk *walk)
{
	if (!walk->depth)
		return 0;
	free(walk->done[--walk->depth]);
	return walk_again(walk);
}

/* Put a link's text before the rest of the path. */
static int walk_link(struct walk *walk, int link)
{
	char target[PATH_MAX], *rest;
	ssize_t length = readlinkat(link, "", target, sizeof(target) - 1);

	if (length < 0)
		return -errno;
	if (!length)
		return -ENOENT;
	if (++walk->links > LINKS_MAX)
		return -ELOOP;
	target[length] = '\0';
	if (strlen(walk->rest) + length + 1 >= PATH_MAX)
		return -ENAMETOOLONG;
	/* The rest is empty or starts with '/'. */
	rest = xasprintf("%s%s", target, walk->rest);
	free(walk->rest);
	walk->rest = rest;
	if (*target != '/')
		return 0;
	while (walk->depth)
		free(walk->done[--walk->depth]);
	return walk_start(walk);
}

/* Follow one component that is not the last. */
static int walk_down(struct walk *walk, const char *name)
{
	int fd = openat(walk->fd, name, O_PATH | O_NOFOLLOW | O_CLOEXEC), rc;
	struct stat st;

	if (fd < 0)
		return -errno;
	rc = fstat(fd, &st) < 0 ? -errno : 0;
	if (!rc && S_ISLNK(st.st_mode))
		rc = walk_link(walk, fd);
	else if (!rc && !S_ISDIR(st.st_mode))
		rc = -ENOTDIR;
	else if (!rc) {
		walk->done = array_make_room(walk->done, walk->depth, sizeof(*walk->done));
		walk->done[walk->depth++] = xstrdup(name);
		walk_move(walk, fd);
		return 0;
	}
	close(fd);
	return rc;
}

/*
 * Remove the next component from the rest and return it, "" after the last one. The caller frees
 * it. *last is set if no component follows.
 */
static char *walk_next(struct walk *walk, bool *last)
{
	char *start = walk->rest + strspn(walk->rest, "/"), *name, *rest;
	size_t length = strcspn(start, "/");

	name = xstrndup(start, length);
	rest = start + length;
	*last = !*rest;
	memmove(walk->rest, rest, strlen(rest) + 1);
	return name;
}

/*
 * Is the component a link? Returns 1 after putting its text before the rest, 0 if it is not a link,
 * or -errno.
 */
static int walk_if_link(struct walk *walk, const char *name)
{
	int fd = openat(walk->fd, name, O_PATH | O_NOFOLLOW | O_CLOEXEC), rc;
	struct stat st;

	if (fd < 0)
		return -errno;
	rc = fstat(fd, &st) < 0 ? -errno : S_ISLNK(st.st_mode);
	if (rc > 0) {
		rc = walk_link(walk, fd);
		rc = rc ? rc : 1;
	}
	close(fd);
	return rc;
}

/* Open the last component. Returns a descriptor, -errno, or 0 for a link to follow. */
static int walk_last(struct walk *walk, const char *name, int flags)
{
	int rc = flags & O_NOFOLLOW ? 0 : walk_if_link(walk, name);

	if (rc)
		return rc < 0 ? rc : 0;
	rc = openat(walk->fd, name, flags | O_NOFOLLOW);
	return rc < 0 ? -errno : rc;
}

static int walk_directory(const struct walk *walk, int flags)
{
	int fd = openat(walk->fd, ".", flags & ~O_NOFOLLOW);

	return fd < 0 ? -errno : fd;
}

/* Returns a descriptor, which is never 0 (streams_hold() keeps that number), or -errno. */
static int walk_path(const char *path, int flags)
{
	struct walk walk = { .rest = xstrdup(path), .fd = -1 };
	int rc = *path ? walk_start(&walk) : -ENOENT;

	while (!rc) {
		bool last;
		char *name = walk_next(&walk, &last);

		if (!*name || !strcmp(name, "."))
			rc = last ? walk_directory(&walk, flags) : 0;
		else if (!strcmp(name, ".."))
			rc = walk_up(&walk);
		else if (last)
			rc = walk_last(&walk, name, flags);
		else
			rc = walk_down(&walk, name);
		free(name);
	}
	walk_end(&walk);
	return rc;
}

/* --- functions for the readers --- */

/* Old kernels lack openat2(), and old seccomp filters refuse unknown system calls. */
static bool openat2_works(void)
{
	int fd = try_openat2(".", O_PATH | O_DIRECTORY | O_CLOEXEC);

	if (fd >= 0)
		close(fd);
	return fd >= 0;
}

int sysroot_enter(const char *dir)
{
	int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd < 0)
		return -errno;
	sysroot_leave();
	top = fd;
	has_openat2 = openat2_works();
	return 0;
}

void sysroot_leave(void)
{
	if (top >= 0)
		close(top);
	top = -1;
}

/* Is path a mounted procfs or sysfs? Also true if the answer is unknown. */
static bool is_machines(const char *path)
{
	struct statfs fs;
	int fd, rc;

	if (progress_begin(NULL, path))
		return true;
	fd = sysroot_open(path, O_PATH | O_DIRECTORY);
	if (fd < 0)
		return false;
	rc = fstatfs(fd, &fs);
	close(fd);
	return rc < 0 || fs.f_type == PROC_SUPER_MAGIC || fs.f_type == SYSFS_MAGIC;
}

bool sysroot_has_machines_files(void)
{
	return is_machines("/proc") || is_machines("/sys");
}

bool sysroot_is_tree(void)
{
	return top >= 0;
}

int sysroot_open(const char *path, int flags)
{
	int fd;

	flags |= O_CLOEXEC;
	if (top >= 0) {
		fd = has_openat2 ? try_openat2(path, flags) : -EAGAIN;
		if (fd == -EAGAIN)
			fd = walk_path(path, flags);
		privilege_missed(fd);
		return fd;
	}
	fd = open(path, flags);
	return fd < 0 ? -errno : fd;
}

static int stat_beneath(const char *path, struct stat *st, int flags)
{
	int fd = sysroot_open(path, O_PATH | flags), rc;

	if (fd < 0)
		return fd;
	rc = fstat(fd, st) < 0 ? -errno : 0;
	close(fd);
	return rc;
}

int sysroot_stat(const char *path, struct stat *st)
{
	if (top >= 0)
		return stat_beneath(path, st, 0);
	return stat(path, st) < 0 ? -errno : 0;
}

int sysroot_lstat(const char *path, struct stat *st)
{
	if (top >= 0)
		return stat_beneath(path, st, O_NOFOLLOW);
	return lstat(path, st) < 0 ? -errno : 0;
}

/* Return fd if it is the file that was examined, seen. Otherwise close it and return -errno. */
static int keep_if_seen(int fd, const struct stat *seen)
{
	struct stat st;
	int rc;

	if (fstat(fd, &st) < 0)
		rc = -errno;
	else if (st.st_dev != seen->st_dev || st.st_ino != seen->st_ino)
		rc = -ESTALE;
	else
		return fd;
	close(fd);
	return rc;
}

int sysroot_open_file(const char *path, struct stat *st)
{
	struct stat own;
	int fd, rc;

	if (!st)
		st = &own;
	/* Examine the file before opening it: opening a device node can have effects. */
	rc = sysroot_stat(path, st);
	if (rc)
		return rc;
	if (S_ISDIR(st->st_mode))
		return -EISDIR;
	if (!S_ISREG(st->st_mode))
		return -EINVAL;
	fd = sysroot_open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY);
	return fd < 0 || top < 0 ? fd : keep_if_seen(fd, st);
}

/* Open the regular file name in dir, which was examined as seen. Returns a descriptor or -errno. */
static int open_seen(int dir, const char *name, const struct stat *seen)
{
	int fd = openat(dir, name, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_NOFOLLOW | O_CLOEXEC);

	return fd < 0 ? -errno : keep_if_seen(fd, seen);
}

int sysroot_open_file_at(int dir, const char *name, const char *path, struct stat *st)
{
	int fd;

	/* A name with '/', ".." or a link can lead out of the directory. */
	if (strchr(name, '/') || !strcmp(name, ".."))
		return sysroot_open_file(path, st);
	if (fstatat(dir, name, st, AT_SYMLINK_NOFOLLOW) < 0)
		fd = -errno;
	else if (S_ISREG(st->st_mode))
		fd = open_seen(dir, name, st);
	else
		return sysroot_open_file(path, st);
	privilege_missed(fd);
	return fd;
}

int sysroot_readlink(const char *path, char target[PATH_MAX])
{
	int fd = top < 0 ? -1 : sysroot_open(path, O_PATH | O_NOFOLLOW), error;
	ssize_t length;

	if (top >= 0 && fd < 0)
		return fd;
	length = top < 0 ? readlink(path, target, PATH_MAX - 1)
			 : readlinkat(fd, "", target, PATH_MAX - 1);
	error = errno;
	if (fd >= 0)
		close(fd);
	/* readlinkat() of a descriptor fails with ENOENT if it is not a link. */
	if (length < 0)
		return fd >= 0 && error == ENOENT ? -EINVAL : -error;
	target[length] = '\0';
	return 0;
}
