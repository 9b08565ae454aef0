/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Make values of the JSON object. These functions never fail, and all text becomes valid UTF-8. The
 * caller owns the values.
 */
#ifndef PMEMCAP_JSON_VALUES_H
#define PMEMCAP_JSON_VALUES_H

#include <json-c/json.h>

#include "context.h"

/* Add a value. key is a literal that object does not have yet. object takes ownership of value. */
void json_add(struct json_object *object, const char *key, struct json_object *value);

/* An empty object or array; never NULL. */
struct json_object *json_new_object(void);
struct json_object *json_new_array(void);

/* null for NULL; any other text is made valid UTF-8. */
struct json_object *json_new_text(const char *text);

/* "yes", "no" or "unknown". */
struct json_object *json_new_tri(enum tri t);

/* A size in bytes; null for 0, which means unknown. With -u it is text with units. */
struct json_object *json_new_size(unsigned long bytes, const struct report_options *options);

/* The evidence for a verdict, strongest first. */
struct json_object *json_new_evidence(const struct evidence_list *list);

#endif
