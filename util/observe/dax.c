// SPDX-License-Identifier: GPL-2.0-only
/*
 * Dax devices from sysfs: libdaxctl leaves out those whose node in /dev is
 * missing, and they are the ones people ask about.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "../must.h"
#include "inventory.h"
#include "reader.h"
#include "record.h"

static int int_attr(int dir, const char *name, int missing)
{
	char text[32], *end;
	long value;

	if (reader_attr(dir, name, text, sizeof(text)) <= 0)
		return missing;
	value = strtol(text, &end, 10);
	return *end || value < INT_MIN || value > INT_MAX ? missing : value;
}

/* A captured tree has a record of the node, or a placeholder file. */
static void look_at_node(struct dax_device *device, int dir, const struct facts *facts)
{
	unsigned int node_major, node_minor;
	char path[PATH_MAX], number[32];
	struct stat st;

	if (record_node(facts, device))
		return;
	snprintf(path, sizeof(path), "/dev/%s", device->dev);
	if (stat(path, &st) < 0)
		return;
	device->node_mode = st.st_mode & 07777;
	if (!facts->live) {
		device->node_there = true;
		return;
	}
	if (!S_ISCHR(st.st_mode) || reader_attr(dir, "dev", number, sizeof(number)) <= 0 ||
	    sscanf(number, "%u:%u", &node_major, &node_minor) != 2)
		return;
	device->node_there = major(st.st_rdev) == node_major && minor(st.st_rdev) == node_minor;
}

static void add_device(struct inventory *inventory, struct facts *facts, int dir, const char *where,
		       const char *name, bool class_model)
{
	char link[PATH_MAX], path[PATH_MAX];
	struct dax_device *device;
	unsigned long value;

	inventory->dax_devices =
		must_grow(inventory->dax_devices, inventory->dax_count + 1, sizeof(*device));
	device = &inventory->dax_devices[inventory->dax_count++];
	memset(device, 0, sizeof(*device));
	device->dev = must_strdup(name);
	device->class_model = class_model;
	device->driver = reader_link_name(dir, "driver");
	snprintf(link, sizeof(link), "%s/%s", where, name);
	device->path = must_strdup(realpath(link, path) ? path : link);
	device->region_id = int_attr(dir, "../dax_region/id", -1);
	device->size = reader_number(dir, "size", &value) ? 0 : value;
	device->align = reader_number(dir, "align", &value) ? 0 : value;
	device->target_node = int_attr(dir, "target_node", -1);
	device->numa_node = int_attr(dir, "numa_node", -1);
	device->namespace = NOBODY;
	look_at_node(device, dir, facts);
}

/* "dax0.1": names end up in commands that people run, so nothing else is taken. */
static bool is_dax_name(const char *name)
{
	size_t region, device;

	if (strncmp(name, "dax", 3))
		return false;
	region = strspn(name + 3, "0123456789");
	if (!region || name[3 + region] != '.')
		return false;
	device = strspn(name + 4 + region, "0123456789");
	return device && !name[4 + region + device];
}

static void walk(struct inventory *inventory, struct facts *facts, const char *where,
		 bool class_model)
{
	struct dirent *entry;
	DIR *dir;
	int fd, rc;

	dir = opendir(where);
	if (!dir) {
		rc = record_error(facts, where, -errno);
		if (rc != -ENOENT)
			facts_skip(facts, where, rc, "dax_regions");
		return;
	}
	while ((entry = readdir(dir))) {
		if (!is_dax_name(entry->d_name))
			continue;
		fd = openat(dirfd(dir), entry->d_name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
		if (fd < 0) {
			facts_skip(facts, where, errno, "dax_regions");
			continue;
		}
		add_device(inventory, facts, fd, where, entry->d_name, class_model);
		close(fd);
	}
	closedir(dir);
}

static int by_name(const void *a, const void *b)
{
	return strverscmp(((const struct dax_device *)a)->dev, ((const struct dax_device *)b)->dev);
}

/* A pmem device's path goes through the nd dax personality of its namespace's region. */
static void find_namespaces(struct inventory *inventory)
{
	for (size_t i = 0; i < inventory->dax_count; i++) {
		struct dax_device *device = &inventory->dax_devices[i];

		for (size_t n = 0; n < inventory->namespace_count; n++) {
			const struct nd_namespace *ns = &inventory->namespaces[n];
			char path[PATH_MAX], holder[64];

			if (!ns->holder_class || strcmp(ns->holder_class, "dax"))
				continue;
			snprintf(path, sizeof(path), "/sys/bus/nd/devices/%s/holder", ns->dev);
			if (reader_attr(AT_FDCWD, path, holder, sizeof(holder)) <= 0)
				continue;
			snprintf(path, sizeof(path), "/%s/", holder);
			if (strstr(device->path, path))
				device->namespace = n;
		}
	}
}

void observe_dax(struct inventory *inventory, struct facts *facts)
{
	walk(inventory, facts, "/sys/bus/dax/devices", false);
	walk(inventory, facts, "/sys/class/dax", true);
	if (inventory->dax_count)
		qsort(inventory->dax_devices, inventory->dax_count, sizeof(*inventory->dax_devices),
		      by_name);
	find_namespaces(inventory);
}
