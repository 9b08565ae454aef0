/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The keys of one object, in the order in which JSON prints them. A function that
 * lists the keys of a kind of object (host-keys.h, object-keys.h) has one line for
 * each key, and that line serves JSON, env and openmetrics.
 */
#ifndef PMEMCAP_KEYS_H
#define PMEMCAP_KEYS_H

#include <json-c/json.h>

#include "context.h"

/* The names of one key. NULL: that format does not print it. */
struct key {
	const char *json;
	const char *env;   /* after the object's prefix; "": the prefix alone */
	const char *label; /* of the info metric of this kind of object */
};

#define KEY(json, env, label) ((struct key){ json, env, label })

struct flat_value {
	struct key key;
	char *text; /* not escaped yet, a list with blanks between its words; NULL: not known */
};

/* Either json is set, or values are collected for the formats without nesting. */
struct keys {
	struct json_object *json;
	const struct report_options *options; /* for JSON: human, verbose */
	struct flat_value *values;
	size_t count;
};

/* Keys that go straight into object, which the caller keeps. Nothing is to be freed. */
struct keys keys_for_json(struct json_object *object, const struct report_options *options);

/* Keys for env and openmetrics; free with keys_release(). */
struct keys keys_for_flat(void);

void keys_release(struct keys *keys);

/* The flat value of the key with this name in JSON; NULL: not known, or no such key. */
const char *keys_text(const struct keys *keys, const char *json);

/* JSON: null for NULL. */
void key_text(struct keys *keys, struct key key, const char *text);

/* The same, but JSON has no such key where the text is NULL. */
void key_text_if(struct keys *keys, struct key key, const char *text);

/* "yes", "no" or "unknown". */
void key_tri(struct keys *keys, struct key key, enum tri value);

/* JSON: true or false; elsewhere "yes" or "no". */
void key_bool(struct keys *keys, struct key key, bool value);

void key_number(struct keys *keys, struct key key, long long value);

/* The same, but JSON has no such key, and env an empty value, where there is no number. */
void key_number_if(struct keys *keys, struct key key, bool there, long long value);

/* Bytes; -u writes them in JSON as `ndctl list -u` does. Not known elsewhere: 0 and ULLONG_MAX. */
void key_size(struct keys *keys, struct key key, unsigned long long bytes);

/* Bytes of a page or a cache, 0: not known, null in JSON; -u writes any number with units. */
void key_bytes(struct keys *keys, struct key key, unsigned long bytes);

/* The ids of reasons, each once if they are. */
void key_reasons(struct keys *keys, struct key key, const enum reason *reasons, size_t count);

/* A list of words, ended by NULL; the words are copied. */
void key_words(struct keys *keys, struct key key, const char *const *words);

/* JSON: "evidence", what speaks for a verdict, strongest first; other formats have none. */
void key_evidence(struct keys *keys, const struct evidence_list *list);

/* JSON alone; takes the value over. */
void key_json(struct keys *keys, const char *json, struct json_object *value);

#endif
