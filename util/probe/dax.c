// SPDX-License-Identifier: GPL-2.0-only
/* Can a dax device be mapped? On a kernel without FS_DAX, S_DAX is 0 and only mmap() shows this. */
#include "dax.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "../lib/xalloc.h"
#include "../observe/read/reader.h"
#include "../proc/progress.h"

static bool is_same_device(int fd, const struct dax_device *device)
{
	unsigned int node_major, node_minor;
	char *path = xasprintf("%s/dev", device->path);
	char number[32];
	struct stat st;
	bool is;

	is = reader_attr(path, number, sizeof(number)) > 0 &&
	     sscanf(number, "%u:%u", &node_major, &node_minor) == 2 && !fstat(fd, &st) &&
	     S_ISCHR(st.st_mode) && st.st_rdev == makedev(node_major, node_minor);
	free(path);
	return is;
}

/* An error of check_vma() or dax_mmap() is a "no"; other errors say nothing about the device. */
static int ask_by_mapping(int fd, struct dax_device *device)
{
	void *at = mmap(NULL, device->align, PROT_READ, MAP_SHARED, fd, 0);

	if (at == MAP_FAILED && errno != EINVAL && errno != EOPNOTSUPP)
		return -errno;
	device->probed_map = tri_from_bool(at != MAP_FAILED);
	/* No page was touched, so none was mapped. */
	if (at != MAP_FAILED)
		munmap(at, device->align);
	return 0;
}

/*
 * Does a driver manage the device? With dax_pmem_compat of 5.10 device_dax has every device of the
 * class, but there is no driver link.
 */
static bool is_usable(const struct dax_device *device)
{
	return device->driver || device->class_model;
}

static int ask_device(struct dax_device *device)
{
	char path[300];
	int fd, rc;

	/* The system uses the memory of kmem, and famfs uses its own: leave such devices alone. */
	if (device->driver && strcmp(device->driver, "device_dax"))
		return -EBUSY;
	if (!device->align)
		return -ENODATA;
	snprintf(path, sizeof(path), "/dev/%s", device->dev);
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	if (fd < 0)
		return -errno;
	rc = is_same_device(fd, device) ? ask_by_mapping(fd, device) : -ENODEV;
	close(fd);
	return rc;
}

void probe_dax_devices(struct inventory *inventory, struct facts *facts)
{
	for (size_t i = 0; i < inventory->dax_count; i++) {
		struct dax_device *device = &inventory->dax_devices[i];
		char *path;
		int rc;

		/* A device without a driver or a node cannot be opened. */
		if (!is_usable(device) || !device->node_there)
			continue;
		rc = progress_begin("probe of", device->dev);
		if (!rc)
			rc = ask_device(device);
		if (device->probed_map == TRI_YES)
			facts->dax_use.mapping = "probe";
		if (!rc)
			continue;
		path = xasprintf("/dev/%s", device->dev);
		facts_leave_alone(facts, path, rc, "dax_regions.evidence");
		free(path);
	}
}
