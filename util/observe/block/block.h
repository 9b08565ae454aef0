/* SPDX-License-Identifier: GPL-2.0-only */
/* Disks with DAX, disks of namespaces, and the disks stacked on both. */
#ifndef PMEMCAP_BLOCK_H
#define PMEMCAP_BLOCK_H

struct disk;
struct facts;
struct inventory;

/*
 * Fill inventory->disks with the disks that have DAX, the disks of namespaces, all disks stacked on
 * these, and all disks below a stacked one. Sets disk and blockdev of namespaces.
 */
void observe_block(struct inventory *inventory, struct facts *facts);

/*
 * Open /dev/NAME of a disk with O_RDONLY and flags. The node is opened only if it is this disk's:
 * in a container another device may have the name, and opening a device can have effects. The
 * caller announces the call (progress.h). Returns a descriptor that the caller closes, or -errno
 * (-ENODEV: the node is another device's).
 */
int disk_open(const struct disk *disk, int flags);

#endif
