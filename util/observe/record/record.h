/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What only a live run can see, as a capture writes it down in the tree and as
 * --sysroot takes it from there. Each part is written and read by two functions
 * that stand together; every key may be missing, and what no capture can have
 * written is as if it were missing. Tables of device-mapper, super blocks and
 * files on mounts are recorded as the facts they gave, never as they are.
 */
#ifndef PMEMCAP_RECORD_H
#define PMEMCAP_RECORD_H

#include <stdbool.h>
#include <stddef.h>

#include "json.h"

struct facts;
struct inventory;

/* Larger records are not read: bytes. */
#define RECORD_MAX (16UL << 20)

/* What is not known where the record cannot be read: see struct skip. */
#define RECORD_AFFECTS "kernel.page_size cpu.dcache_aliasing"

/*
 * Take kernel and colour probe from a record, an object, into facts, and keep the
 * whole of it as facts->record for the functions below; facts owns it from here on. A
 * record of a later version is noted in facts->skips: its keys may mean something else.
 */
void record_take(struct facts *facts, struct json_object *record);

/* The same for its text, length bytes. What is no record is noted in facts->skips. */
void record_take_text(struct facts *facts, const char *text, size_t length);

/* Does the tree have a record that could not be read? What it lacks is no evidence then. */
bool record_is_unread(const struct facts *facts);

/* Whose files were captured: the host's alone, or the inventory's too, though no observer may have run. */
void record_say_whose(struct json_object *record, bool inventory);

/* Was the tree captured with the host's facts alone ("inventory": false)? */
bool record_is_of_host(const struct facts *facts);

/*
 * The record of a live run; inventory may be NULL. late: the files that were
 * not read in time. The caller owns the object (json_object_put()).
 */
struct json_object *record_make(const struct facts *facts, const struct inventory *inventory,
				const char *const *late, size_t late_count);

#endif
