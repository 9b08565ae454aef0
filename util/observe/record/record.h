/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The facts that only a live run can see. A capture writes them into the tree as the record;
 * --sysroot reads it. Each part has a writer and a reader, side by side. Every key may be missing.
 * A value that no capture can have written is ignored. The record has only derived facts about
 * device-mapper tables, super blocks and files on mounts.
 */
#ifndef PMEMCAP_RECORD_H
#define PMEMCAP_RECORD_H

#include <stdbool.h>
#include <stddef.h>

#include "json.h"

struct facts;
struct inventory;

/* Limit in bytes: a larger record is not read. */
#define RECORD_MAX (16UL << 20)

/* The keys that lack an unreadable record (struct skip). */
#define RECORD_AFFECTS "kernel.page_size cpu.dcache_aliasing"

/*
 * Fill kernel and colour probe of facts from a record, which is a JSON object. Keep it as
 * facts->record for the functions of this directory; facts owns it from then on. A record of a
 * later version is noted in facts->skips instead: its keys may mean something else.
 */
void record_take(struct facts *facts, struct json_object *record);

/*
 * As record_take(), for a record's text of length bytes. Any other text is noted in facts->skips.
 */
void record_take_text(struct facts *facts, const char *text, size_t length);

/* Is there a record that could not be read? If so, a missing key proves nothing. */
bool record_is_unread(const struct facts *facts);

/* Note in record whether the inventory's files were captured, or only the host's. */
void record_say_whose(struct json_object *record, bool inventory);

/* Does the tree contain only the host's files ("inventory": false)? */
bool record_is_of_host(const struct facts *facts);

/*
 * Make the record of a live run. inventory may be NULL. late: files that were not read in time. The
 * caller releases the record (json_object_put()).
 */
struct json_object *record_make(const struct facts *facts, const struct inventory *inventory,
				const char *const *late, size_t late_count);

#endif
