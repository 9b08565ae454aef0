/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Values of the JSON object that `ndctl list` prints, too. A tree of ndctl has functions of its own
 * in place of these.
 */
#ifndef PMEMCAP_NDCTL_VALUES_H
#define PMEMCAP_NDCTL_VALUES_H

#include <json-c/json.h>
#include <stdbool.h>

/* A number of 64 bits without a sign. Never NULL; the caller owns it. */
struct json_object *json_new_ndctl_number(unsigned long long value);

/*
 * A size in bytes as `ndctl list` prints it; human: as with -u, text with units from 5,000 KiB on.
 * Here 0 is a known size. Never NULL; the caller owns it.
 */
struct json_object *json_new_ndctl_size(unsigned long long bytes, bool human);

#endif
