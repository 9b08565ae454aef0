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

/* The names of one key in each format. NULL: the format does not print the key. */
struct key {
	const char *json;
	const char *env;   /* after the object's prefix; "": the prefix alone */
	const char *label; /* label of the info metric of this kind of object */
};

#define KEY(json, env, label) ((struct key){ json, env, label })

struct flat_value {
	struct key key;
	char *text; /* not escaped; a list has blanks between its words; NULL: unknown */
};

/* If json is set, keys are added to it. Otherwise values collects them for the flat formats. */
struct keys {
	struct json_object *json;
	const struct report_options *options; /* for JSON: human, verbose */
	struct flat_value *values;
	size_t count;
};

/* Keys that are added to object, which the caller keeps. There is nothing to free. */
struct keys keys_for_json(struct json_object *object, const struct report_options *options);

/* Keys for env and openmetrics; free with keys_release(). */
struct keys keys_for_flat(void);

void keys_release(struct keys *keys);

/* The flat value of the key that is named json in JSON; NULL: unknown, or no such key. */
const char *keys_text(const struct keys *keys, const char *json);

/* A text. NULL becomes null in JSON. */
void key_text(struct keys *keys, struct key key, const char *text);

/* As key_text(), but JSON omits the key if text is NULL. */
void key_text_if(struct keys *keys, struct key key, const char *text);

/* "yes", "no" or "unknown". */
void key_tri(struct keys *keys, struct key key, enum tri value);

/* JSON: true or false; other formats: "yes" or "no". */
void key_bool(struct keys *keys, struct key key, bool value);

/* As key_bool(), but if the value is not there JSON omits the key, and env prints an empty value. */
void key_bool_if(struct keys *keys, struct key key, bool there, bool value);

/* As key_bool_if(), but JSON prints null. */
void key_bool_or_null(struct keys *keys, struct key key, bool known, bool value);

void key_number(struct keys *keys, struct key key, long long value);

/* As key_number(), but without a number JSON omits the key, and env prints an empty value. */
void key_number_if(struct keys *keys, struct key key, bool there, long long value);

/* As key_number_if(), but JSON prints null. */
void key_number_or_null(struct keys *keys, struct key key, bool known, long long value);

/*
 * A number that JSON prints in hexadecimal with -u, as a text ("0x2c"), and the other formats
 * always.
 */
void key_hex(struct keys *keys, struct key key, unsigned long long value);

/* As key_hex(), but without a number JSON omits the key, and env prints an empty value. */
void key_hex_if(struct keys *keys, struct key key, bool there, unsigned long long value);

/*
 * A size in bytes. JSON prints it as `ndctl list` does, with -u or without. In the other formats 0
 * and ULLONG_MAX mean unknown.
 */
void key_size(struct keys *keys, struct key key, unsigned long long bytes);

/* As key_size(), but JSON omits the key if the size is 0. */
void key_size_if(struct keys *keys, struct key key, unsigned long long bytes);

/* As key_size(), but ULLONG_MAX is null in JSON. */
void key_size_or_null(struct keys *keys, struct key key, unsigned long long bytes);

/*
 * The size of a page or a cache in bytes. 0 means unknown, which is null in JSON. With -u, JSON has
 * units for any size from 1 KiB on.
 */
void key_bytes(struct keys *keys, struct key key, unsigned long bytes);

/* The ids of reasons. The caller lists each reason once. */
void key_reasons(struct keys *keys, struct key key, const enum reason *reasons, size_t count);

/* A list of words, terminated by NULL. The words are copied. */
void key_words(struct keys *keys, struct key key, const char *const *words);

/* Only JSON: the evidence for a verdict, strongest first. */
void key_evidence(struct keys *keys, struct key key, const struct evidence_list *list);

/* Only JSON. Takes ownership of value. */
void key_json(struct keys *keys, const char *json, struct json_object *value);

#endif
