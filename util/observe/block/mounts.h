/* SPDX-License-Identifier: GPL-2.0-only */
/* Mounts and swap space. */
#ifndef PMEMCAP_MOUNTS_H
#define PMEMCAP_MOUNTS_H

struct facts;
struct inventory;

/*
 * Mounts of those disks, and virtiofs: by device number, by source, by options
 * that name a disk, by an overlay's layers; swap space. On a running system also in the mount
 * namespaces of other processes, as far as those may be looked at.
 */
void observe_mounts(struct inventory *inventory, struct facts *facts);

/* Parse mountinfo's text, modified on the way, and look at each mount as observe_mounts() does. */
void mounts_parse(struct inventory *inventory, struct facts *facts, char *text);

/*
 * Parse the mountinfo of another mount namespace, modified on the way: mounts that are
 * already listed with the same file system, root and mount point are left out.
 */
void mounts_parse_other(struct inventory *inventory, struct facts *facts, char *text,
			const char *mount_namespace, unsigned int pid);

/* Note which disks are swap space, by /proc/swaps' text, modified on the way. */
void swaps_parse(struct inventory *inventory, char *text);

#endif
