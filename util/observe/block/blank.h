/* SPDX-License-Identifier: GPL-2.0-only */
/* Is there any signature on a disk that somebody could know? */
#ifndef PMEMCAP_BLANK_H
#define PMEMCAP_BLANK_H

#include <stdbool.h>
#include <stddef.h>

/* Are all of them zero? Of no bytes: yes. */
bool bytes_are_zero(const unsigned char *bytes, size_t length);

/*
 * Are all places zero at which blkid (libblkid/src/superblocks, util-linux 2.38)
 * looks for file systems, RAID members and volumes? These are the first 264 KiB
 * (the last of them UFS) and the last 128 KiB (RAID metadata) of a disk of size
 * bytes, open as fd. False also where they cannot be read: then nothing is known.
 */
bool disk_is_blank(int fd, unsigned long long size);

#endif
