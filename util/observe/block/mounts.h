/* SPDX-License-Identifier: GPL-2.0-only */
/* Mounts of the listed disks and of virtiofs. */
#ifndef PMEMCAP_MOUNTS_H
#define PMEMCAP_MOUNTS_H

#include <stdbool.h>

struct facts;
struct inventory;

/*
 * Fill inventory->mounts with the mounts of the listed disks and with those of virtiofs. The disk
 * of a mount is found by its device number, its source, an option that names the disk, or the
 * layers of an overlay. Returns whether mountinfo could be read; if not, a skip says why.
 */
bool observe_mounts(struct inventory *inventory, struct facts *facts);

/*
 * Parse the text of mountinfo, and examine each mount as observe_mounts() does. text is modified.
 */
void mounts_parse(struct inventory *inventory, struct facts *facts, char *text);

/*
 * The same for the mountinfo of pid, a process in mount_namespace. A mount is skipped if one with
 * the same file system, root and mount point is already listed.
 */
void mounts_parse_other(struct inventory *inventory, struct facts *facts, char *text,
			const char *mount_namespace, unsigned int pid);

#endif
