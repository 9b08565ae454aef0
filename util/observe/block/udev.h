/* SPDX-License-Identifier: GPL-2.0-only */
/* What udev knows of a disk, asked through libudev by the disk's number. */
#ifndef PMEMCAP_UDEV_H
#define PMEMCAP_UDEV_H

struct disk;
struct facts;

/*
 * Fill disk->udev, and disk->fs.type where udev names a file system. Of a
 * captured tree what the live run was told; udev's database in a tree, as old
 * captures have it, is not parsed: a skip says so. A device that udev has not
 * initialised has no type here, which does not mean that it has no file system.
 */
void udev_read(struct facts *facts, struct disk *disk);

#endif
