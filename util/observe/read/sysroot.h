/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Where paths start: at the root of the running machine, or at the top of a captured tree. In a
 * tree every link and every ".." is resolved beneath the top, absolute links included. openat2(2)
 * with RESOLVE_IN_ROOT (Linux 5.6) does this. If the kernel lacks openat2() or a seccomp filter
 * refuses it, paths are resolved component by component. Neither way needs a privilege, a user
 * namespace or chroot(2).
 */
#ifndef PMEMCAP_SYSROOT_H
#define PMEMCAP_SYSROOT_H

#include <limits.h>
#include <stdbool.h>
#include <sys/stat.h>

/*
 * Make dir the top for every function below, in this process and those forked
 * from it; a second call replaces the first. Returns 0 or -errno.
 */
int sysroot_enter(const char *dir);

/* Return to the running machine. */
void sysroot_leave(void);

/*
 * Is the tree's /proc or /sys that of a running kernel, as in --sysroot=/? Some of their files show
 * other contents to root, and give other users no error (/proc/iomem, /proc/kallsyms).
 */
bool sysroot_has_machines_files(void);

/* Are paths resolved beneath a tree's top? */
bool sysroot_is_tree(void);

/*
 * As open(2) with O_CLOEXEC. flags must contain O_PATH or O_DIRECTORY, so that no device node, FIFO
 * or socket is opened. Returns a descriptor that the caller closes, or -errno.
 */
int sysroot_open(const char *path, int flags);

/*
 * Open a regular file for reading; nothing else is opened. st, unless NULL, receives its stat(2).
 * Returns a descriptor that the caller closes, or -errno: -EISDIR for a directory, -EINVAL for
 * other files, -ESTALE if a tree's file was replaced meanwhile.
 */
int sysroot_open_file(const char *path, struct stat *st);

/*
 * As sysroot_open_file(), for the file name in the directory dir of a tree; path is the file's whole
 * path. If name has no '/' and is no link, the file is opened in dir, which looks up one component
 * only. Otherwise path is resolved from the top. st is not NULL.
 */
int sysroot_open_file_at(int dir, const char *name, const char *path, struct stat *st);

/* As stat(2) or lstat(2). Return 0 or -errno. */
int sysroot_stat(const char *path, struct stat *st);
int sysroot_lstat(const char *path, struct stat *st);

/* The text of a symbolic link, with a NUL. Returns 0, or -errno (-EINVAL: no link). */
int sysroot_readlink(const char *path, char target[PATH_MAX]);

#endif
