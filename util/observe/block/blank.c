// SPDX-License-Identifier: GPL-2.0-only
#include "blank.h"

#include <string.h>
#include <unistd.h>

#define HEAD_BYTES (264ULL << 10)
#define TAIL_BYTES (128ULL << 10)

bool bytes_are_zero(const unsigned char *bytes, size_t length)
{
	return !length || (!*bytes && !memcmp(bytes, bytes + 1, length - 1));
}

static bool is_zero_at(int fd, unsigned long long from, unsigned long long to)
{
	/* On the heap, since the stack may be limited. Each part is one read. */
	static unsigned char bytes[HEAD_BYTES];

	while (from < to) {
		size_t wanted = to - from < sizeof(bytes) ? to - from : sizeof(bytes);
		ssize_t n = pread(fd, bytes, wanted, (off_t)from);

		if (n <= 0 || !bytes_are_zero(bytes, (size_t)n))
			return false;
		from += n;
	}
	return true;
}

bool disk_is_blank(int fd, unsigned long long size)
{
	unsigned long long head = size < HEAD_BYTES ? size : HEAD_BYTES;
	unsigned long long tail = size < TAIL_BYTES ? 0 : size - TAIL_BYTES;

	return size && is_zero_at(fd, 0, head) && is_zero_at(fd, tail < head ? head : tail, size);
}
