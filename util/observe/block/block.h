/* SPDX-License-Identifier: GPL-2.0-only */
/* Disks: those with DAX, those of namespaces, and what is stacked on them. */
#ifndef PMEMCAP_BLOCK_H
#define PMEMCAP_BLOCK_H

struct disk;
struct facts;
struct inventory;

/*
 * Fill inventory->disks with disks that have DAX, the disks of namespaces, the disks stacked on
 * them, and the disks below a stack. Sets disk and blockdev of namespaces.
 */
void observe_block(struct inventory *inventory, struct facts *facts);

/*
 * Open /dev/NAME of a disk with O_RDONLY and further flags, but only if it is that disk's node: in
 * a container another device may have the name, and opening a device can have effects. The caller
 * announces it (progress.h). Returns a descriptor that the caller closes, or -errno (-ENODEV:
 * another node).
 */
int disk_open(const struct disk *disk, int flags);

#endif
