/* SPDX-License-Identifier: GPL-2.0-only */
/* Is a disk empty at all places where a signature could be? */
#ifndef PMEMCAP_BLANK_H
#define PMEMCAP_BLANK_H

#include <stdbool.h>
#include <stddef.h>

/* Are all bytes zero? True for a length of 0. */
bool bytes_are_zero(const unsigned char *bytes, size_t length);

/*
 * Is a disk zero at all places where blkid (libblkid/src/superblocks, util-linux 2.38) looks for
 * file systems, RAID members and volumes? fd is the open disk, size its size in bytes. At most 64
 * KiB are read, since disks are large and there may be many. Two kinds of places are left out:
 * copies that blkid reads only if the first one is damaged, and RAID of Promise controllers, which
 * have no such disks. Returns false also if a place cannot be read.
 */
bool disk_is_blank(int fd, unsigned long long size);

#endif
