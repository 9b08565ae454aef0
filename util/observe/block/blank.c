// SPDX-License-Identifier: GPL-2.0-only
#include "blank.h"

#include <string.h>
#include <unistd.h>

#include "../../lib/array.h"

#define KIB 1024ULL

struct place {
	unsigned long long from, length;
};

/*
 * The places, counted from a disk's start. Reading more pages would cost more than asking libudev.
 */
static const struct place places[] = {
	{ 0, 20 * KIB },         /* most signatures; 16 KiB: ZFS labels, swap with 16 KiB pages */
	{ 28 * KIB, 8 * KIB },   /* swap with 32 KiB pages, JFS, ISO 9660, UDF */
	{ 60 * KIB, 8 * KIB },   /* swap with 64 KiB pages, btrfs, gfs2, reiserfs, UFS */
	{ 256 * KIB, 4 * KIB },  /* UFS */
	{ 1024 * KIB, 4 * KIB }, /* VMFS volumes */
	{ 2048 * KIB, 4 * KIB }, /* VMFS, bcachefs */
};

/*
 * The last bytes of a disk: DRBD, nilfs2, RAID of firmware, and md's format 1.0, which is 8 KiB
 * before the end.
 */
#define TAIL_BYTES (12 * KIB)

/* md's format 0.90 is in the last whole 64 KiB (MD_NEW_SIZE_SECTORS()). */
#define MD_RESERVED_BYTES (64 * KIB)
#define MD_BYTES          (4 * KIB)

bool bytes_are_zero(const unsigned char *bytes, size_t length)
{
	return !length || (!*bytes && !memcmp(bytes, bytes + 1, length - 1));
}

/* Is the place zero? The part of it that is beyond the disk's end is ignored. */
static bool is_zero_at(int fd, unsigned long long size, struct place place)
{
	/* Static, since the stack may be limited. Each place is one read. */
	static unsigned char bytes[20 * KIB];
	unsigned long long from = place.from, to = from + place.length;

	if (to > size)
		to = size;
	while (from < to) {
		ssize_t n = pread(fd, bytes, to - from, (off_t)from);

		if (n <= 0 || !bytes_are_zero(bytes, (size_t)n))
			return false;
		from += n;
	}
	return true;
}

static bool is_zero_at_end(int fd, unsigned long long size)
{
	unsigned long long aligned = size & ~(MD_RESERVED_BYTES - 1);
	struct place md = { aligned - MD_RESERVED_BYTES, MD_BYTES };
	struct place tail = { size < TAIL_BYTES ? 0 : size - TAIL_BYTES, TAIL_BYTES };

	return is_zero_at(fd, size, tail) && (!aligned || is_zero_at(fd, size, md));
}

bool disk_is_blank(int fd, unsigned long long size)
{
	if (!size)
		return false;
	for (size_t i = 0; i < ARRAY_SIZE(places); i++)
		if (!is_zero_at(fd, size, places[i]))
			return false;
	return is_zero_at_end(fd, size);
}
