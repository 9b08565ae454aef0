/* SPDX-License-Identifier: GPL-2.0-only */
/* Members of JSON objects, for the files of this directory. */
#ifndef PMEMCAP_RECORD_JSON_H
#define PMEMCAP_RECORD_JSON_H

#include <stdbool.h>

struct json_object;

/* Where a capture keeps the record. */
#define RECORD_PATH "/pmemcap.json"

/*
 * The member called key, if object has a member of that name and type; else NULL. object may be
 * NULL.
 */
struct json_object *record_member(struct json_object *object, const char *key, int type);

/* A number in [0, max]. False: there is none, and *value is unchanged. */
bool record_number(struct json_object *object, const char *key, long long max, long long *value);

/* Text that is not empty, for the caller to free; else NULL. */
char *record_text(struct json_object *object, const char *key);

/* Put value under key. Takes ownership of value. */
void record_put(struct json_object *object, const char *key, struct json_object *value);

/* Put text under key; NULL leaves the key out. */
void record_put_text(struct json_object *object, const char *key, const char *text);

#endif
