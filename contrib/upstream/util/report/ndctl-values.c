// SPDX-License-Identifier: GPL-2.0-only
#include "ndctl-values.h"

#include <util/json.h>
#include <util/lib/xalloc.h>

struct json_object *json_new_ndctl_number(unsigned long long value)
{
	return xalloc_check(util_json_new_u64(value));
}

struct json_object *json_new_ndctl_size(unsigned long long bytes, bool human)
{
	return xalloc_check(
		util_json_object_size(bytes, human ? UTIL_JSON_HUMAN : 0));
}
