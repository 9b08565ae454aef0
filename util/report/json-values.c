// SPDX-License-Identifier: GPL-2.0-only
#include "json-values.h"

#include <stdlib.h>

#include "../lib/escape.h"
#include "../lib/xalloc.h"
#include "units.h"

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

struct json_object *json_new_evidence(const struct evidence_list *list)
{
	struct json_object *array = json_new_array();

	for (size_t i = 0; i < list->count; i++) {
		struct json_object *item = json_new_object();

		json_add(item, "source", json_new_text(list->list[i].source));
		json_add(item, "says", json_new_tri(list->list[i].says));
		json_add(item, "detail", json_new_text(list->list[i].detail));
		json_object_array_add(array, item);
	}
	return array;
}
