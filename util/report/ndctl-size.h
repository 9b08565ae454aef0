/* SPDX-License-Identifier: GPL-2.0-only */
/* Sizes as `ndctl list` prints them. A tree of ndctl has a function of its own in place of it. */
#ifndef PMEMCAP_NDCTL_SIZE_H
#define PMEMCAP_NDCTL_SIZE_H

#include <json-c/json.h>
#include <stdbool.h>

/*
 * A size in bytes as `ndctl list` prints it; human: as with -u, text with units from 5,000 KiB on.
 * Here 0 is a known size. Never NULL; the caller owns it.
 */
struct json_object *json_new_ndctl_size(unsigned long long bytes, bool human);

#endif
