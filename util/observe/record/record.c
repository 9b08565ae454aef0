// SPDX-License-Identifier: GPL-2.0-only
/* Make a record, and take one into facts. */
#include "record.h"

#include <errno.h>
#include <json-c/json.h>
#include <stdint.h>

#include "../../facts/host.h"
#include "../../facts/inventory.h"
#include "../../lib/xalloc.h"
#include "errors.h"
#include "host.h"
#include "inventory.h"
#include "json.h"

#define RECORD_VERSION 1

/* Limit of memory for a parsed record: bytes. 10,000 namespaces with disks take 40 MiB. */
#define PARSED_MAX (96UL << 20)

void record_say_whose(struct json_object *record, bool inventory)
{
	record_put(record, "inventory", json_object_new_boolean(inventory));
}

struct json_object *record_make(const struct facts *facts, const struct inventory *inventory,
				const char *const *late, size_t late_count)
{
	struct json_object *record = xalloc_check(json_object_new_object());

	record_put(record, "version", json_object_new_int(RECORD_VERSION));
	record_write_host(record, facts);
	record_write_errors(record, facts, late, late_count);
	if (inventory)
		record_write_inventory(record, inventory);
	return record;
}

void record_take(struct facts *facts, struct json_object *record)
{
	long long version = 0;

	record_number(record, "version", INT64_MAX, &version);
	if (version > RECORD_VERSION) {
		json_object_put(record);
		facts_skip(facts, RECORD_PATH, EBADMSG, RECORD_AFFECTS);
		return;
	}
	facts->record = record;
	facts->has_live_facts = version > 0;
	record_read_host(facts, record);
}

/*
 * A rough estimate of the memory that json-c allocates for a text: a table for each object or
 * array, an object for each other value. Checked before parsing, since "{},{}," needs 270 times its
 * length.
 */
static size_t parsed_size(const char *text, size_t length)
{
	size_t containers = 0, values = 0;
	bool within = false;

	for (size_t i = 0; i < length; i++) {
		if (text[i] == '"')
			within = !within;
		else if (within && text[i] == '\\')
			i++;
		else if (!within && (text[i] == '{' || text[i] == '['))
			containers++;
		else if (!within && (text[i] == ',' || text[i] == ':'))
			values++;
	}
	return containers * 1024 + values * 160 + length;
}

void record_take_text(struct facts *facts, const char *text, size_t length)
{
	/*
	 * The depth of 16 is more than any record has. It is limited since the parser is recursive.
	 */
	struct json_tokener *tokener;
	struct json_object *record;

	if (parsed_size(text, length) > PARSED_MAX) {
		facts_skip(facts, RECORD_PATH, EFBIG, RECORD_AFFECTS);
		return;
	}
	tokener = xalloc_check(json_tokener_new_ex(16));
	record = json_tokener_parse_ex(tokener, text, length);
	json_tokener_free(tokener);
	if (json_object_is_type(record, json_type_object)) {
		record_take(facts, record);
		return;
	}
	json_object_put(record);
	facts_skip(facts, RECORD_PATH, EBADMSG, RECORD_AFFECTS);
}

bool record_is_unread(const struct facts *facts)
{
	return !facts->record && facts_have_skipped(facts, facts->skip_count, RECORD_PATH);
}

bool record_is_of_host(const struct facts *facts)
{
	struct json_object *flag = record_member(facts->record, "inventory", json_type_boolean);

	return flag && !json_object_get_boolean(flag);
}
