// SPDX-License-Identifier: GPL-2.0-only
#include "find-disk.h"

#include <string.h>
#include <sys/stat.h>

#include "../../facts/inventory.h"

size_t disk_by_number(const struct inventory *inventory, dev_t number)
{
	for (size_t i = 0; i < inventory->disk_count; i++)
		if (inventory->disks[i].number == number)
			return i;
	return NO_INDEX;
}

size_t disk_by_name(const struct inventory *inventory, const char *path)
{
	if (!path || strncmp(path, "/dev/", 5))
		return NO_INDEX;
	for (size_t i = 0; i < inventory->disk_count; i++) {
		const struct disk *disk = &inventory->disks[i];

		if (!strcmp(path + 5, disk->dev) ||
		    (disk->dm_name && !strncmp(path + 5, "mapper/", 7) &&
		     !strcmp(path + 12, disk->dm_name)))
			return i;
	}
	return NO_INDEX;
}

size_t disk_by_path(const struct inventory *inventory, const struct facts *facts, const char *path)
{
	size_t index = disk_by_name(inventory, path);
	struct stat st;

	if (index != NO_INDEX || !path || strncmp(path, "/dev/", 5))
		return index;
	if (!facts->live || stat(path, &st) < 0 || !S_ISBLK(st.st_mode))
		return NO_INDEX;
	return disk_by_number(inventory, st.st_rdev);
}
