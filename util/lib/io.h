/* SPDX-License-Identifier: GPL-2.0-only */
/* read(2) and write(2) until everything has been transferred; a signal does not end them. */
#ifndef PMEMCAP_IO_H
#define PMEMCAP_IO_H

#include <stddef.h>
#include <sys/types.h>

/* Read until size bytes or the end of the file. Returns the number of bytes, or -errno. */
ssize_t io_read(int fd, void *buf, size_t size);

/*
 * Read until max bytes or the end of the file. *bytes is the data with a NUL after it; the
 * caller frees it. Returns 0 with the number of bytes, without the NUL, in *length. Returns
 * -errno with NULL in *bytes. A caller that must notice a longer file asks for one byte more.
 */
int io_read_up_to(int fd, size_t max, char **bytes, size_t *length);

/* Write length bytes. Returns 0 or -errno. */
int io_write(int fd, const void *bytes, size_t length);

#endif
