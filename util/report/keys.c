// SPDX-License-Identifier: GPL-2.0-only
#include "keys.h"

#include <limits.h>
#include <stdlib.h>

#include "../lib/array.h"
#include "../lib/textbuf.h"
#include "../lib/xalloc.h"
#include "json-values.h"
#include "ndctl-values.h"

struct keys keys_for_json(struct json_object *object, const struct report_options *options)
{
	return (struct keys){ .json = object, .options = options };
}

struct keys keys_for_flat(void)
{
	return (struct keys){ 0 };
}

void keys_release(struct keys *keys)
{
	for (size_t i = 0; i < keys->count; i++)
		free(keys->values[i].text);
	free(keys->values);
	keys->values = NULL;
	keys->count = 0;
}

const char *keys_text(const struct keys *keys, const char *json)
{
	for (size_t i = 0; i < keys->count; i++)
		if (keys->values[i].key.json && !strcmp(keys->values[i].key.json, json))
			return keys->values[i].text;
	return NULL;
}

/* Takes ownership of text. */
static void add_flat(struct keys *keys, struct key key, char *text)
{
	if (!key.env && !key.label) {
		free(text);
		return;
	}
	keys->values = array_make_room(keys->values, keys->count, sizeof(*keys->values));
	keys->values[keys->count++] = (struct flat_value){ key, text };
}

void key_json(struct keys *keys, const char *json, struct json_object *value)
{
	if (keys->json)
		json_add(keys->json, json, value);
	else
		json_object_put(value);
}

void key_text(struct keys *keys, struct key key, const char *text)
{
	if (!keys->json)
		add_flat(keys, key, xstrdup(text));
	else if (key.json)
		key_json(keys, key.json, json_new_text(text));
}

void key_text_if(struct keys *keys, struct key key, const char *text)
{
	if (!keys->json || text)
		key_text(keys, key, text);
}

void key_tri(struct keys *keys, struct key key, enum tri value)
{
	key_text(keys, key, tri_name(value));
}

void key_bool(struct keys *keys, struct key key, bool value)
{
	if (!keys->json)
		add_flat(keys, key, xstrdup(value ? "yes" : "no"));
	else if (key.json)
		key_json(keys, key.json, xalloc_check(json_object_new_boolean(value)));
}

/* A value that is not there: JSON omits the key. */
static void omit(struct keys *keys, struct key key)
{
	if (!keys->json)
		add_flat(keys, key, NULL);
}

void key_bool_if(struct keys *keys, struct key key, bool there, bool value)
{
	if (there)
		key_bool(keys, key, value);
	else
		omit(keys, key);
}

void key_bool_or_null(struct keys *keys, struct key key, bool known, bool value)
{
	if (known)
		key_bool(keys, key, value);
	else
		key_text(keys, key, NULL);
}

void key_number(struct keys *keys, struct key key, long long value)
{
	if (!keys->json)
		add_flat(keys, key, xasprintf("%lld", value));
	else if (key.json)
		key_json(keys, key.json, xalloc_check(json_object_new_int64(value)));
}

void key_number_if(struct keys *keys, struct key key, bool there, long long value)
{
	if (there)
		key_number(keys, key, value);
	else
		omit(keys, key);
}

void key_number_or_null(struct keys *keys, struct key key, bool known, long long value)
{
	if (known)
		key_number(keys, key, value);
	else
		key_text(keys, key, NULL);
}

void key_hex(struct keys *keys, struct key key, unsigned long long value)
{
	char *text = xasprintf("0x%llx", value);

	if (!keys->json || keys->options->human)
		key_text(keys, key, text);
	else if (key.json)
		key_json(keys, key.json, json_new_ndctl_number(value));
	free(text);
}

void key_hex_if(struct keys *keys, struct key key, bool there, unsigned long long value)
{
	if (there)
		key_hex(keys, key, value);
	else
		omit(keys, key);
}

static void add_flat_size(struct keys *keys, struct key key, unsigned long long bytes)
{
	bool known = bytes && bytes != ULLONG_MAX;

	add_flat(keys, key, known ? xasprintf("%llu", bytes) : NULL);
}

void key_size(struct keys *keys, struct key key, unsigned long long bytes)
{
	if (!keys->json)
		add_flat_size(keys, key, bytes);
	else if (key.json)
		key_json(keys, key.json, json_new_ndctl_size(bytes, keys->options->human));
}

void key_size_if(struct keys *keys, struct key key, unsigned long long bytes)
{
	if (bytes)
		key_size(keys, key, bytes);
	else
		omit(keys, key);
}

void key_size_or_null(struct keys *keys, struct key key, unsigned long long bytes)
{
	if (bytes != ULLONG_MAX)
		key_size(keys, key, bytes);
	else
		key_text(keys, key, NULL);
}

void key_bytes(struct keys *keys, struct key key, unsigned long bytes)
{
	if (!keys->json)
		add_flat_size(keys, key, bytes);
	else if (key.json)
		key_json(keys, key.json, json_new_size(bytes, keys->options));
}

/*
 * Join words with blanks. A blank within a word becomes \x20; control characters are escaped later.
 */
static char *join_words(const char *const *words)
{
	struct textbuf text = { 0 };

	for (const char *const *word = words; *word; word++) {
		if (word != words)
			textbuf_add_bytes(&text, " ", 1);
		for (const char *c = *word; *c; c++)
			if (*c == ' ')
				textbuf_add_bytes(&text, "\\x20", 4);
			else
				textbuf_add_bytes(&text, c, 1);
	}
	return textbuf_take(&text);
}

void key_words(struct keys *keys, struct key key, const char *const *words)
{
	struct json_object *array;

	if (!keys->json) {
		add_flat(keys, key, join_words(words));
		return;
	}
	if (!key.json)
		return;
	array = json_new_array();
	for (; *words; words++)
		json_object_array_add(array, json_new_text(*words));
	key_json(keys, key.json, array);
}

void key_reasons(struct keys *keys, struct key key, const enum reason *reasons, size_t count)
{
	const char *ids[MAX_CHECKS + MAX_OBJECT_REASONS + 1] = { NULL };

	for (size_t i = 0; i < count && i < ARRAY_SIZE(ids) - 1; i++)
		ids[i] = reason_words(reasons[i])->id;
	key_words(keys, key, ids);
}

void key_evidence(struct keys *keys, struct key key, const struct evidence_list *list)
{
	if (keys->json)
		key_json(keys, key.json, json_new_evidence(list));
}
