// SPDX-License-Identifier: GPL-2.0-only
#include "json.h"

#include <json-c/json.h>
#include <stdint.h>

#include "../../lib/xalloc.h"

struct json_object *record_member(struct json_object *object, const char *key, int type)
{
	struct json_object *value;

	if (!json_object_is_type(object, json_type_object) ||
	    !json_object_object_get_ex(object, key, &value) ||
	    !json_object_is_type(value, (enum json_type)type))
		return NULL;
	return value;
}

bool record_number(struct json_object *object, const char *key, long long max, long long *value)
{
	struct json_object *number = record_member(object, key, json_type_int);
	int64_t n = number ? json_object_get_int64(number) : -1;

	if (n < 0 || n > max)
		return false;
	*value = n;
	return true;
}

char *record_text(struct json_object *object, const char *key)
{
	struct json_object *value = record_member(object, key, json_type_string);

	const char *text = value ? json_object_get_string(value) : "";

	/* Text that starts with "\u0000" has a length but is empty in C. */
	return *text ? xstrdup(text) : NULL;
}

void record_put(struct json_object *object, const char *key, struct json_object *value)
{
	if (json_object_object_add(object, key, xalloc_check(value)))
		xalloc_check(NULL);
}

void record_put_text(struct json_object *object, const char *key, const char *text)
{
	if (text)
		record_put(object, key, json_object_new_string(text));
}
