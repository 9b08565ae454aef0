// SPDX-License-Identifier: GPL-2.0-only
#include "holder-class.h"

#include <stdlib.h>
#include <string.h>

#include "../read/sysfs.h"
#include "attributes.h"

static void read_holder_class(struct nd_namespace *ns, struct facts *facts)
{
	char *path = nd_path(ns->dev);
	struct sysfs_dir dir;

	sysfs_open(&dir, facts, path, ND_AFFECTS);
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
