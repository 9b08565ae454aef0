/* SPDX-License-Identifier: GPL-2.0-only */
/* What udev knows about a disk, from libudev by device number. */
#ifndef PMEMCAP_UDEV_H
#define PMEMCAP_UDEV_H

struct disk;
struct facts;

/*
 * Fill disk->udev, and disk->fs.type if udev found a file system. For a captured tree the record is
 * used. Older captures contain udev's database instead; it is not parsed, and a skip says so. A
 * disk that udev has not examined gets no type, although it may have a file system.
 */
void udev_read(struct facts *facts, struct disk *disk);

#endif
