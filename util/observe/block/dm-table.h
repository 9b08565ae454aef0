/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PMEMCAP_DM_TABLE_H
#define PMEMCAP_DM_TABLE_H

struct disk;
struct dm_ioctl;

/*
 * Open /dev/mapper/control. Returns a descriptor that the caller closes, or -errno. -ENODEV:
 * device-mapper is not loaded; opening the node would load it (misc_open()).
 */
int dm_control_open(void);

/*
 * Parse the answer to DM_TABLE_STATUS with DM_STATUS_TABLE_FLAG (retrieve_status(),
 * drivers/md/dm-ioctl.c) into disk->targets. The answer has io->data_size bytes. Parsing ends at a
 * target that does not fit into them.
 */
void dm_table_take(struct disk *disk, const struct dm_ioctl *io);

#endif
