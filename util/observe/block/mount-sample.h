/* SPDX-License-Identifier: GPL-2.0-only */
/* Does a file on a mount have DAX? */
#ifndef PMEMCAP_MOUNT_SAMPLE_H
#define PMEMCAP_MOUNT_SAMPLE_H

struct facts;
struct mount;

/*
 * Set sample_dax and block_size of a mount of the running system. sample_dax comes from regular
 * files in the top directory, or from the file itself if a file is mounted. No file is opened. A
 * timeout is added to facts->skips.
 */
void mount_sample(struct mount *mount, struct facts *facts);

#endif
