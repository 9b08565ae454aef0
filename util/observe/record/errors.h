/* SPDX-License-Identifier: GPL-2.0-only */
/* Files that a live run could not read, as its record has them. */
#ifndef PMEMCAP_RECORD_ERRORS_H
#define PMEMCAP_RECORD_ERRORS_H

#include <stdbool.h>
#include <stddef.h>

struct facts;
struct json_object;

/*
 * Add what could not be read in time to facts->skips: of the files that the
 * host's observers read, or of those that the inventory's do. Done last: an
 * observer that met with such a file has said so itself.
 */
void record_note_timeouts(struct facts *facts, bool inventory);

/* Keys of the JSON object that lack what path would have told (see struct skip). */
const char *record_affects(const char *path);

/* Is there a file below dir that could not be read in time? */
bool record_has_timeout(const struct facts *facts, const char *dir);

/*
 * The error of reading path, for an observer that looked into the tree and got
 * rc: what the live run got there, else rc. Of a file whose content was wrong
 * (EBADMSG) the tree has the same, to be found wrong again. Negative errnos; rc
 * comes back on a live machine, and what goes with a good one is the caller's
 * to release where that is not rc.
 */
int record_error(const struct facts *facts, const char *path, int rc);

/* --- for the other files of this directory --- */

/* A positive errno as a record has it: its name, or the number if it has no name. */
struct json_object *record_make_errno(int error);

/* The positive errno that a value names, or is (older records); 0 for 0; -1 for any other value. */
int record_parse_errno(struct json_object *value);

/* Put the errors of facts->skips and the files that were late into record. */
void record_write_errors(struct json_object *record, const struct facts *facts,
			 const char *const *late, size_t late_count);

/* The positive errno that the live run got for path; 0: none is recorded. */
int record_find_error(const struct facts *facts, const char *path);

#endif
