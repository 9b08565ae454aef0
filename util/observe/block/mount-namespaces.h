/* SPDX-License-Identifier: GPL-2.0-only */
/* Mounts in other mount namespaces. */
#ifndef PMEMCAP_MOUNT_NAMESPACES_H
#define PMEMCAP_MOUNT_NAMESPACES_H

struct facts;
struct inventory;

/*
 * Add mounts of listed disks in the mount namespaces of other processes, as far as those can be
 * read; in a captured tree, those in its record.
 */
void observe_other_mounts(struct inventory *inventory, struct facts *facts);

#endif
