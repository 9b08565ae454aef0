/* SPDX-License-Identifier: GPL-2.0-only */
/* Mounts of the listed disks and of virtiofs. */
#ifndef PMEMCAP_MOUNTS_H
#define PMEMCAP_MOUNTS_H

#include <stdbool.h>

struct facts;
struct inventory;

/*
 * Fill inventory->mounts with the mounts of the listed disks and with those of virtiofs. A mount
 * belongs to a disk by its device number, its source, an option that names the disk, or the layers
 * of an overlay. Returns whether mountinfo could be read; if not, a skip says why.
 */
bool observe_mounts(struct inventory *inventory, struct facts *facts);

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

#endif
