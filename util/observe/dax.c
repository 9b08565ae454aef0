// SPDX-License-Identifier: GPL-2.0-only
/*
 * Dax devices from sysfs: libdaxctl leaves out those whose node in /dev is
 * missing, and they are the ones people ask about.
 */
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

#include "../must.h"
#include "inventory.h"
#include "reader.h"
#include "record.h"
#include "sysfs.h"
#include "watch.h"

static const char affects[] = "dax_regions";

/* A captured tree has a record of the node, or a placeholder file. */
static void look_at_node(struct dax_device *device, struct sysfs_dir *dir)
{
	int rc;
	unsigned int node_major, node_minor;
	char path[PATH_MAX], number[32];
	struct stat st;

	if (record_node(dir->facts, device))
		return;
	snprintf(path, sizeof(path), "/dev/%s", device->dev);
	rc = watch_begin(NULL, path);
	if (!rc && stat(path, &st) < 0)
		rc = -errno;
	if (rc && rc != -ENOENT) {
		facts_skip(dir->facts, path, rc, affects);
		device->unread = true;
	}
	if (rc && record_is_unread(dir->facts))
		sysfs_damaged(dir, RECORD_PATH + 1);
	if (rc)
		return;
	device->node_mode = st.st_mode & 07777;
	if (!dir->facts->live) {
		device->node_there = true;
		return;
	}
	if (!S_ISCHR(st.st_mode) || sysfs_attr(dir, "dev", number, sizeof(number)) < 0 ||
	    sscanf(number, "%u:%u", &node_major, &node_minor) != 2)
		return;
	device->node_there = major(st.st_rdev) == node_major && minor(st.st_rdev) == node_minor;
}

/* Its directory among the devices, which tells what it belongs to; the caller frees it. */
static char *real_path(struct inventory *inventory, struct facts *facts, const char *where,
		       const char *name)
{
	char *link = must_asprintf("%s/%s", where, name), target[PATH_MAX], *path;
	int rc = reader_link(link, target);

	if (rc) {
		/* Whose device it is cannot be told, then. */
		inventory->dax_unread = true;
		facts_skip(facts, link, rc, affects);
		return link;
	}
	path = must_asprintf("%s/%s", where, target);
	free(link);
	return path;
}

static void add_device(struct inventory *inventory, struct facts *facts, const char *where,
		       const char *name, bool class_model)
{
	char *path = must_asprintf("%s/%s", where, name);
	char *real = real_path(inventory, facts, where, name);
	struct dax_device *device;
	struct sysfs_dir dir;

	inventory->dax_devices =
		must_grow(inventory->dax_devices, inventory->dax_count + 1, sizeof(*device));
	device = &inventory->dax_devices[inventory->dax_count++];
	memset(device, 0, sizeof(*device));
	device->dev = must_strdup(name);
	device->class_model = class_model;
	device->path = real;
	device->namespace = NOBODY;
	/* A link that leads nowhere leads to no namespace either. */
	inventory->dax_unread |= sysfs_open(&dir, facts, path, affects) != 0;
	device->driver = sysfs_link(&dir, "driver");
	device->region_id = sysfs_int(&dir, "../dax_region/id", -1);
	device->size = sysfs_number_or(&dir, "size", 0);
	device->align = sysfs_number_or(&dir, "align", 0);
	device->target_node = sysfs_int(&dir, "target_node", -1);
	device->numa_node = sysfs_int(&dir, "numa_node", -1);
	look_at_node(device, &dir);
	device->unread |= sysfs_close(&dir);
	free(path);
}

bool dax_is_name(const char *name)
{
	return sysfs_is_pair(name, "dax");
}

static void walk(struct inventory *inventory, struct facts *facts, const char *where,
		 bool class_model)
{
	struct sysfs_names names;
	int rc;

	rc = sysfs_list(facts, where, "dax", &names);
	if (rc) {
		if (rc == -ENOENT)
			return;
		facts_skip(facts, where, rc, affects);
		inventory->dax_unread = true;
		return;
	}
	for (size_t i = 0; i < names.count; i++)
		if (dax_is_name(names.list[i]))
			add_device(inventory, facts, where, names.list[i], class_model);
	sysfs_release_names(&names);
}

static int by_name(const void *a, const void *b)
{
	return strverscmp(((const struct dax_device *)a)->dev, ((const struct dax_device *)b)->dev);
}

struct claim {
	const char *holder;
	size_t namespace;
};

static int by_holder(const void *a, const void *b)
{
	return strcmp(((const struct claim *)a)->holder, ((const struct claim *)b)->holder);
}

/* The nearest device above that holds a namespace: "dax0.0" of ".../dax0.0/dax/dax0.1". */
static size_t namespace_of(const struct dax_device *device, const struct claim *claims,
			   size_t count)
{
	char *path = must_strdup(device->path), *slash;
	size_t namespace = NOBODY;

	/* Its own name may be another personality's. */
	slash = strrchr(path, '/');
	if (slash)
		*slash = '\0';
	while (namespace == NOBODY && (slash = strrchr(path, '/'))) {
		struct claim key = { slash + 1, 0 }, *found;

		found = bsearch(&key, claims, count, sizeof(*claims), by_holder);
		if (found)
		namespace = found->namespace;
		*slash = '\0';
	}
	free(path);
	return namespace;
}

static void find_namespaces(struct inventory *inventory)
{
	struct claim *claims = must_calloc(inventory->namespace_count, sizeof(*claims));
	size_t count = 0;

	for (size_t i = 0; i < inventory->namespace_count; i++) {
		const char *holder = inventory->namespaces[i].holder;

		if (holder && !strncmp(holder, "dax", 3))
			claims[count++] = (struct claim){ holder, i };
	}
	qsort(claims, count, sizeof(*claims), by_holder);
	for (size_t i = 0; i < inventory->dax_count; i++) {
		struct dax_device *device = &inventory->dax_devices[i];

		device->namespace = namespace_of(device, claims, count);
	}
	free(claims);
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
