/* SPDX-License-Identifier: GPL-2.0-only */
/* Find a disk in the list. */
#ifndef PMEMCAP_FIND_DISK_H
#define PMEMCAP_FIND_DISK_H

#include <stddef.h>
#include <sys/types.h>

struct facts;
struct inventory;

/* Index of the disk with a device number; NO_INDEX: it is not listed. */
size_t disk_by_number(const struct inventory *inventory, dev_t number);

/*
 * Index of the disk with a path in /dev: its own name there, or its name in device-mapper. NO_INDEX:
 * none that is listed. No file is accessed. path may be NULL.
 */
size_t disk_by_name(const struct inventory *inventory, const char *path);

/*
 * Index of the disk that path ("/dev/...") names; NO_INDEX: it is not listed. path is compared with
 * the disks' names in /dev and /dev/mapper, which also works for a captured tree. On a running
 * system the device number of the node is compared, too. path may be NULL.
 */
size_t disk_by_path(const struct inventory *inventory, const struct facts *facts, const char *path);

#endif
