/* SPDX-License-Identifier: GPL-2.0-only */
/* Disks: those with DAX, those of namespaces, and what is stacked on them. */
#ifndef PMEMCAP_BLOCK_H
#define PMEMCAP_BLOCK_H

struct disk;
struct facts;
struct inventory;

/* Disks with DAX, the namespaces' disks, and what is stacked on them. */
void observe_block(struct inventory *inventory, struct facts *facts);

/*
 * Open a disk's node with O_RDONLY and more flags, if it is the very disk: in a
 * container anything may be there by that name, and opening it could do
 * something, too. The caller has announced it (progress.h). Returns a descriptor that the caller closes, or -errno.
 */
int disk_open(const struct disk *disk, int flags);

#endif
