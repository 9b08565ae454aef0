/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Every key of an object, but for the objects nested in it: a line a key, for all
 * formats. A key that `ndctl list` prints too has the same name, type and value.
 */
#ifndef PMEMCAP_OBJECT_KEYS_H
#define PMEMCAP_OBJECT_KEYS_H

#include "keys.h"

void environment_keys(struct keys *keys, const struct report *report);

/* index: in the list of its kind in the inventory; so in all that follow. */
void bus_keys(struct keys *keys, const struct report *report, size_t index);
void region_keys(struct keys *keys, const struct report *report, size_t index);
void namespace_keys(struct keys *keys, const struct report *report, size_t index);
void disk_keys(struct keys *keys, const struct report *report, size_t index);
void filesystem_keys(struct keys *keys, const struct report *report, size_t index);
void mount_keys(struct keys *keys, const struct report *report, size_t index);
void dax_region_keys(struct keys *keys, const struct report *report, size_t index);
void dax_device_keys(struct keys *keys, const struct report *report, size_t index);

#endif
