// SPDX-License-Identifier: GPL-2.0-only
/* Values of the JSON object: none of them fails, none is invalid UTF-8. */
#include "json.h"

#include <stdlib.h>

#include "../lib/xalloc.h"

void json_add(struct json_object *object, const char *key, struct json_object *value)
{
	json_object_object_add_ex(object, key, value,
				  JSON_C_OBJECT_ADD_KEY_IS_NEW | JSON_C_OBJECT_KEY_IS_CONSTANT);
}

struct json_object *json_new_object(void)
{
	return xalloc_check(json_object_new_object());
}

struct json_object *json_new_array(void)
{
	return xalloc_check(json_object_new_array());
}

/* null for NULL; anything else made valid UTF-8. */
struct json_object *json_new_text(const char *text)
{
	struct json_object *string;
	char *clean;

	if (!text)
		return NULL;
	clean = escape_utf8(text);
	string = xalloc_check(json_object_new_string(clean));
	free(clean);
	return string;
}

struct json_object *json_new_tri(enum tri t)
{
	return json_new_text(tri_name(t));
}

/* null for a size that is not known; with units for people. */
struct json_object *json_new_size(unsigned long bytes, const struct report_options *options)
{
	struct json_object *value;
	char *text;

	if (!bytes)
		return NULL;
	if (!options->human)
		return xalloc_check(json_object_new_int64(bytes));
	text = report_size(bytes);
	value = json_new_text(text);
	free(text);
	return value;
}
