/* SPDX-License-Identifier: GPL-2.0-only */
/* Has a file on a mount DAX? */
#ifndef PMEMCAP_MOUNT_SAMPLE_H
#define PMEMCAP_MOUNT_SAMPLE_H

struct facts;
struct mount;

/*
 * Set sample_dax and block_size of a mount of the running system, by a regular file in its top
 * directory. No file is opened. A timeout is in facts->skips.
 */
void mount_sample(struct mount *mount, struct facts *facts);

#endif
