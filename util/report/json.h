/* SPDX-License-Identifier: GPL-2.0-only */
/* Shared by the files that write JSON; not for other rooms. */
#ifndef PMEMCAP_JSON_H
#define PMEMCAP_JSON_H

#include "report.h"

/* Add a value under a key that is new and a literal; the object owns the value. */
void json_add(struct json_object *object, const char *key, struct json_object *value);

/* New, never NULL; the caller owns them. */
struct json_object *json_new_object(void);
struct json_object *json_new_array(void);

/* null for NULL; anything else made valid UTF-8. */
struct json_object *json_new_text(const char *text);

/* "yes", "no" or "unknown". */
struct json_object *json_new_tri(enum tri t);

/* Bytes: null for 0 (not known), with units for people. */
struct json_object *json_new_size(unsigned long bytes, const struct report_options *options);

/* What speaks for a verdict, strongest first. */
struct json_object *json_new_evidence(const struct evidence_list *list);

/* From version to modes: the same for both commands. */
void json_add_host(struct json_object *root, const struct host_verdict *verdict,
		   const struct facts *facts, const struct report_options *options);

/* findings and skipped, the last keys of the object. */
void json_add_findings(struct json_object *root, const struct host_verdict *verdict,
		       const struct facts *facts);

#endif
