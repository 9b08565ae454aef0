/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PMEMCAP_DM_TABLE_H
#define PMEMCAP_DM_TABLE_H

struct disk;
struct dm_ioctl;

/*
 * Opens /dev/mapper/control for the caller to close. Returns a descriptor, or
 * -errno: -ENODEV where device-mapper is not there, since opening a node that
 * only waits for its module would load it (misc_open()).
 */
int dm_control_open(void);

/*
 * The answer to DM_TABLE_STATUS with DM_STATUS_TABLE_FLAG (retrieve_status(),
 * drivers/md/dm-ioctl.c) into disk->targets. io->data_size bytes are there to
 * read; what is cut short or points elsewhere ends the table.
 */
void dm_table_take(struct disk *disk, const struct dm_ioctl *io);

#endif
