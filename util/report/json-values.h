/* SPDX-License-Identifier: GPL-2.0-only */
/* Values of the JSON object: none of them fails, none is invalid UTF-8. The caller owns them. */
#ifndef PMEMCAP_JSON_VALUES_H
#define PMEMCAP_JSON_VALUES_H

#include <json-c/json.h>

#include "context.h"

/* Add a value under a key that is new and a literal; the object owns the value. */
void json_add(struct json_object *object, const char *key, struct json_object *value);

/* Never NULL. */
struct json_object *json_new_object(void);
struct json_object *json_new_array(void);

/* null for NULL; anything else made valid UTF-8. */
struct json_object *json_new_text(const char *text);

/* "yes", "no" or "unknown". */
struct json_object *json_new_tri(enum tri t);

/* Bytes: null for 0 (not known); -u writes them with units. */
struct json_object *json_new_size(unsigned long bytes, const struct report_options *options);

/* Bytes as `ndctl list` prints them, with -u or without; 0 is a size like any other here. */
struct json_object *json_new_ndctl_size(unsigned long long bytes,
					const struct report_options *options);

/* What speaks for a verdict, strongest first. */
struct json_object *json_new_evidence(const struct evidence_list *list);

#endif
