/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Buses, regions, namespaces, disks, mounts, dax regions. A key that `ndctl list` also prints has
 * the same name, type and value here.
 */
#ifndef PMEMCAP_JSON_OBJECTS_H
#define PMEMCAP_JSON_OBJECTS_H

#include <json-c/json.h>

#include "context.h"

/* Add the keys between `modes` and `findings`: environment, buses, dax_regions and others. */
void json_add_objects(struct json_object *root, const struct report *report);

#endif
