// SPDX-License-Identifier: GPL-2.0-only
#include "udev.h"

#include <errno.h>
#include <libudev.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sysmacros.h>

#include "../../facts/inventory.h"
#include "../../lib/xalloc.h"
#include "../../proc/progress.h"
#include "../read/reader.h"
#include "../record/errors.h"
#include "../record/inventory.h"

static const char affects[] = "filesystems";

static void take_properties(struct udev_facts *udev, struct udev_device *device)
{
	udev->asked = true;
	udev->initialised = udev_device_get_is_initialized(device) > 0;
	if (!udev->initialised)
		return;
	udev->fs_type = xstrdup(udev_device_get_property_value(device, "ID_FS_TYPE"));
	udev->fs_usage = xstrdup(udev_device_get_property_value(device, "ID_FS_USAGE"));
}

static void ask_udev(struct facts *facts, struct disk *disk)
{
	char *what = xasprintf("libudev/%s", disk->dev);
	struct udev_device *device;
	struct udev *udev;
	int rc;

	/* udev's data has no second source, so a timeout becomes a skip. */
	rc = progress_begin("libudev", disk->dev);
	if (rc) {
		facts_skip(facts, what, rc, affects);
		free(what);
		return;
	}
	free(what);
	udev = udev_new();
	device = udev ? udev_device_new_from_devnum(udev, 'b', disk->number) : NULL;
	if (device)
		take_properties(&disk->udev, device);
	udev_device_unref(device);
	udev_unref(udev);
}

/*
 * Older captures contain udev's database instead of the record. Note in a skip that it is not read.
 */
static void pass_over_database(struct facts *facts, const struct disk *disk)
{
	char *path = xasprintf("/run/udev/data/b%u:%u", major(disk->number), minor(disk->number));
	char some[2];

	if (reader_attr(path, some, sizeof(some)) > 0)
		facts_skip(facts, path, EOPNOTSUPP, affects);
	free(path);
}

void udev_read(struct facts *facts, struct disk *disk)
{
	const struct udev_facts *udev = &disk->udev;
	char *what = xasprintf("libudev/%s", disk->dev);
	int rc;

	if (facts->live) {
		ask_udev(facts, disk);
	} else if (!record_udev(facts, disk)) {
		rc = record_error(facts, what, -ENOENT);
		if (rc != -ENOENT)
			facts_skip(facts, what, rc, affects);
		else
			pass_over_database(facts, disk);
	}
	free(what);
	/* LVM2_member, crypto_LUKS and swap have another usage: they are no file systems. */
	if (udev->fs_type && (!udev->fs_usage || !strcmp(udev->fs_usage, "filesystem")))
		disk->fs.type = xstrdup(udev->fs_type);
}
