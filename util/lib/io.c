// SPDX-License-Identifier: GPL-2.0-only
#include "io.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "xalloc.h"

#define FIRST_ROOM 16384

ssize_t io_read(int fd, void *buf, size_t size)
{
	size_t done = 0;

	while (done < size) {
		ssize_t n = read(fd, (char *)buf + done, size - done);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -errno;
		if (!n)
			break;
		done += n;
	}
	return done;
}

int io_read_up_to(int fd, size_t max, char **bytes, size_t *length)
{
	size_t room = 0, done = 0;
	char *buf = NULL;

	*bytes = NULL;
	*length = 0;
	do {
		ssize_t n;

		room = room ? 2 * room : FIRST_ROOM;
		if (room > max)
			room = max;
		buf = xreallocarray(buf, room + 1, 1);
		n = io_read(fd, buf + done, room - done);
		if (n < 0) {
			free(buf);
			return n;
		}
		done += n;
	} while (done == room && done < max);
	buf[done] = '\0';
	*bytes = buf;
	*length = done;
	return 0;
}

int io_write(int fd, const void *bytes, size_t length)
{
	const char *at = bytes;

	while (length) {
		ssize_t n = write(fd, at, length);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -errno;
		at += n;
		length -= n;
	}
	return 0;
}
