/* SPDX-License-Identifier: GPL-2.0-only */
/* Mounts in other mount namespaces. */
#ifndef PMEMCAP_MOUNT_NAMESPACES_H
#define PMEMCAP_MOUNT_NAMESPACES_H

struct facts;
struct inventory;

/*
 * Add the mounts of listed disks in the mount namespaces of other processes, if these can be read.
 * For a captured tree, add the mounts in its record.
 */
void observe_other_mounts(struct inventory *inventory, struct facts *facts);

#endif
