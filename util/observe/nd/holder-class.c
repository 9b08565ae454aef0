// SPDX-License-Identifier: GPL-2.0-only
#include "holder-class.h"

#include <stdlib.h>
#include <string.h>

#include "../../lib/xalloc.h"
#include "../read/sysfs.h"

static void read_holder_class(struct nd_namespace *ns, struct facts *facts)
{
	char *path = xasprintf("/sys/bus/nd/devices/%s", ns->dev);
	struct sysfs_dir dir;

	sysfs_open(&dir, facts, path, "buses");
	ns->holder_class = sysfs_text(&dir, "holder_class");
	ns->unread |= sysfs_close(&dir);
	free(path);
}

void observe_holder_classes(struct inventory *inventory, struct facts *facts)
{
	for (size_t i = 0; i < inventory->namespace_count; i++) {
		struct nd_namespace *ns = &inventory->namespaces[i];

		if (ns->holder && !*ns->holder)
			read_holder_class(ns, facts);
	}
}
