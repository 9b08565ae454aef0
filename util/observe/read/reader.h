/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Reading files of sysfs, procfs and captured trees: bounded in size, read-only,
 * beneath the top of a tree (sysroot.h), each announced (progress.h) before.
 */
#ifndef PMEMCAP_READER_H
#define PMEMCAP_READER_H

#include <dirent.h>
#include <limits.h>
#include <stdbool.h>
#include <stddef.h>

/*
 * Open path with O_RDONLY|O_CLOEXEC. Only
 * regular files are opened: a FIFO or a device node in a captured tree must
 * not hang or act. Returns a descriptor the caller closes, or -errno (-EINVAL
 * for something that is not a regular file, -EISDIR for a directory).
 */
int reader_open(const char *path);

/*
 * The text of a file, at most max bytes of it, with a NUL added; NUL bytes
 * within become blanks, so that garbage cannot hide what follows it. *text is
 * freed by the caller; *length may be NULL. Returns 0, or -errno (-EFBIG if
 * the file is longer than max and cut is NULL). With cut, a longer file gives
 * its first max bytes and *cut is set.
 */
int reader_text(const char *path, size_t max, char **text, size_t *length, bool *cut);

/*
 * The bytes of a file as they are, up to 64 MiB (else -EFBIG). *bytes ends with a NUL that *length
 * does not count; the caller frees it. Returns 0 or -errno.
 */
int reader_bytes(const char *path, char **bytes, size_t *length);

/*
 * A sysfs attribute without its newline, into buf of size bytes. Returns its
 * length, or -errno.
 */
int reader_attr(const char *path, char *buf, size_t size);

/* A directory to be read with readdir(3), for the caller to close. Returns 0 or -errno. */
int reader_list(const char *path, DIR **dir);

/* As stat(2). Returns 0 or -errno. */
struct stat;
int reader_stat(const char *path, struct stat *st);

/* 0 if path exists, else -errno. */
int reader_look(const char *path);

/* Does path exist? Also false where that could not be told. */
bool reader_exists(const char *path);

/* Where a symbolic link leads. Returns 0, or -errno (-EINVAL: no link). */
int reader_link(const char *path, char target[PATH_MAX]);

/*
 * An unsigned number: decimal, or sized like "32K", "2048K", "1M" (bytes come
 * back). Returns 0, or -errno (-EINVAL for anything else, -ERANGE for a number
 * that does not fit).
 */
int reader_parse_number(const char *text, unsigned long *value);

#endif
