// SPDX-License-Identifier: GPL-2.0-only
#include "cxl-place.h"

#include <limits.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "../../lib/array.h"
#include "../../lib/xalloc.h"
#include "../read/reader.h"
#include "../read/sysfs.h"

/* Read the link to a device's directory. In a tree that someone made by hand it may be none. */
static bool read_place(const char *dev, char target[PATH_MAX])
{
	char *path = xasprintf(CXL_DEVICES "/%s", dev);
	int rc = reader_link(path, target);

	free(path);
	return !rc;
}

char *cxl_parent_name(const char *dev)
{
	char target[PATH_MAX], *last, *parent;

	if (!read_place(dev, target))
		return NULL;
	last = strrchr(target, '/');
	if (!last)
		return NULL;
	*last = '\0';
	parent = strrchr(target, '/');
	return parent && parent[1] && parent[1] != '.' ? xstrdup(parent + 1) : NULL;
}

char **cxl_ports_above(const char *endpoint, size_t *count)
{
	char target[PATH_MAX], *rest = target, *word, **ports = NULL;
	bool below_root = false;

	*count = 0;
	if (!read_place(endpoint, target))
		return NULL;
	while ((word = strsep(&rest, "/"))) {
		if (below_root && sysfs_is_numbered(word, "port")) {
			ports = array_make_room(ports, *count, sizeof(*ports));
			ports[(*count)++] = xstrdup(word);
		}
		below_root |= sysfs_is_numbered(word, "root");
	}
	return ports;
}
