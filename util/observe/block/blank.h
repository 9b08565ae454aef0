/* SPDX-License-Identifier: GPL-2.0-only */
/* Is a disk empty at all places where a signature could be? */
#ifndef PMEMCAP_BLANK_H
#define PMEMCAP_BLANK_H

#include <stdbool.h>
#include <stddef.h>

/* Are all bytes zero? True for a length of 0. */
bool bytes_are_zero(const unsigned char *bytes, size_t length);

/*
 * Are the places zero where blkid (libblkid/src/superblocks, util-linux 2.38) looks for file
 * systems, RAID members and volumes? At most 60 KiB are read: a disk is large and there
 * may be many. Left out are copies that blkid looks at only where the first one is
 * damaged, and RAID of Promise controllers, which have no such disks. The disk has
 * size bytes and is open as fd. Also false if a place cannot be read.
 */
bool disk_is_blank(int fd, unsigned long long size);

#endif
