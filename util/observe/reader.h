/* SPDX-License-Identifier: GPL-2.0-only */
/* Reading files of sysfs, procfs and captured trees: bounded, read-only, never blocking. */
#ifndef PMEMCAP_READER_H
#define PMEMCAP_READER_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Open path, relative to dirfd unless absolute, with O_RDONLY|O_CLOEXEC. Only
 * regular files are opened: a FIFO or a device node in a captured tree must
 * not hang or act. Returns a descriptor the caller closes, or -errno (-EINVAL
 * for something that is not a regular file, -EISDIR for a directory).
 */
int reader_open(int dirfd, const char *path);

/*
 * The text of a file, at most max bytes of it, with a NUL added; NUL bytes
 * within become blanks, so that garbage cannot hide what follows it. *text is
 * freed by the caller; *length may be NULL. Returns 0, or -errno (-EFBIG if
 * the file is longer than max and cut is NULL). With cut, a longer file gives
 * its first max bytes and *cut is set.
 */
int reader_text(int dirfd, const char *path, size_t max, char **text, size_t *length, bool *cut);

/*
 * A sysfs attribute without its newline, into buf of size bytes. Returns its
 * length, or -errno.
 */
int reader_attr(int dirfd, const char *name, char *buf, size_t size);

/*
 * An unsigned attribute: decimal, or sized like "32K", "2048K", "1M" (bytes
 * come back). Returns 0, or -errno (-EINVAL for anything else, -ERANGE for a
 * number that does not fit).
 */
int reader_number(int dirfd, const char *name, unsigned long *value);

/* The last part of what a link points at, for the caller to free; NULL if it is no link. */
char *reader_link_name(int dirfd, const char *path);

/* The parser behind reader_number(), for a string. */
int reader_parse_number(const char *text, unsigned long *value);

#endif
