/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Every key of an object, except the objects nested in it. One line of code for each key serves all
 * formats. A key that `ndctl list` also prints has the same name, type and value.
 */
#ifndef PMEMCAP_OBJECT_KEYS_H
#define PMEMCAP_OBJECT_KEYS_H

#include "keys.h"

void environment_keys(struct keys *keys, const struct report *report);

/* index: the position in the inventory's list of that kind; the same in the functions below. */
void bus_keys(struct keys *keys, const struct report *report, size_t index);
void region_keys(struct keys *keys, const struct report *report, size_t index);
void namespace_keys(struct keys *keys, const struct report *report, size_t index);
void disk_keys(struct keys *keys, const struct report *report, size_t index);
void filesystem_keys(struct keys *keys, const struct report *report, size_t index);
void mount_keys(struct keys *keys, const struct report *report, size_t index);
void dax_region_keys(struct keys *keys, const struct report *report, size_t index);
void dax_device_keys(struct keys *keys, const struct report *report, size_t index);

#endif
