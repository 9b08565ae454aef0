/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Read files of sysfs, procfs and captured trees. Each access is read-only, limited in size,
 * beneath the top of a tree (sysroot.h), and announced before it begins (progress.h).
 */
#ifndef PMEMCAP_READER_H
#define PMEMCAP_READER_H

#include <dirent.h>
#include <limits.h>
#include <stdbool.h>
#include <stddef.h>

/*
 * Open path with O_RDONLY|O_CLOEXEC. Only regular files are opened: a FIFO or a device node in a
 * captured tree must not block or have effects. Returns a descriptor that the caller closes, or
 * -errno (-EINVAL: not a regular file, -EISDIR: a directory).
 */
int reader_open(const char *path);

/*
 * The text of a file, at most max bytes, with a NUL added. NUL bytes in it become blanks, so that
 * the text after them is not lost. The caller frees *text; length may be NULL. Returns 0 or -errno.
 * If the file is longer than max: -EFBIG if cut is NULL; else *text has the first max bytes and
 * *cut is set.
 */
int reader_text(const char *path, size_t max, char **text, size_t *length, bool *cut);

/*
 * The bytes of a file as they are, up to 64 MiB (else -EFBIG). *bytes ends with a NUL that *length
 * does not count; the caller frees it. Returns 0 or -errno.
 */
int reader_bytes(const char *path, char **bytes, size_t *length);

/*
 * Read a sysfs attribute without its newline into buf, which has size bytes. Returns its length, or
 * -errno.
 */
int reader_attr(const char *path, char *buf, size_t size);

/* Open a directory for readdir(3). The caller closes it. Returns 0 or -errno. */
int reader_list(const char *path, DIR **dir);

/* As stat(2). Returns 0 or -errno. */
struct stat;
int reader_stat(const char *path, struct stat *st);

/* Returns 0 if path exists, else -errno. */
int reader_look(const char *path);

/* Does path exist? Also false if the answer is unknown. */
bool reader_exists(const char *path);

/* The target of a symbolic link. Returns 0, or -errno (-EINVAL: not a link). */
int reader_link(const char *path, char target[PATH_MAX]);

/*
 * Parse an unsigned decimal number with an optional unit, "32K", "1M" (result in bytes). Returns 0,
 * or -errno (-EINVAL: not such a number, -ERANGE: too large).
 */
int reader_parse_number(const char *text, unsigned long *value);

#endif
