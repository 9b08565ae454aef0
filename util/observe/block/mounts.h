/* SPDX-License-Identifier: GPL-2.0-only */
/* Mounts and swap space. */
#ifndef PMEMCAP_MOUNTS_H
#define PMEMCAP_MOUNTS_H

struct facts;
struct inventory;

/*
 * Fill inventory->mounts with the mounts of the listed disks and with those of virtiofs. A mount
 * belongs to a disk by its device number, its source, an option that names the disk, or the layers
 * of an overlay. On a running system the mount namespaces of other processes are included, as far
 * as they can be read. Also marks disks that are swap space.
 */
void observe_mounts(struct inventory *inventory, struct facts *facts);

/*
 * Parse the text of mountinfo, which is modified, and examine each mount as observe_mounts() does.
 */
void mounts_parse(struct inventory *inventory, struct facts *facts, char *text);

/*
 * The same for another mount namespace and a process in it. Mounts that are already listed with the
 * same file system, root and mount point are skipped.
 */
void mounts_parse_other(struct inventory *inventory, struct facts *facts, char *text,
			const char *mount_namespace, unsigned int pid);

/* Mark disks that are swap space, from the text of /proc/swaps, which is modified. */
void swaps_parse(struct inventory *inventory, char *text);

#endif
