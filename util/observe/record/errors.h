/* SPDX-License-Identifier: GPL-2.0-only */
/* Files that a live run could not read, as listed in its record. */
#ifndef PMEMCAP_RECORD_ERRORS_H
#define PMEMCAP_RECORD_ERRORS_H

#include <stdbool.h>
#include <stddef.h>

struct facts;
struct json_object;

/*
 * Add the files that the capture could not read in time to facts->skips: those of the host, or
 * those of the inventory. Call this last, since an observer that uses such a file notes it.
 */
void record_note_timeouts(struct facts *facts, bool inventory);

/* The keys of the JSON object that lack the content of path (see struct skip). */
const char *record_affects(const char *path);

/* Did the capture time out reading a file below dir? */
bool record_has_timeout(const struct facts *facts, const char *dir);

/*
 * Correct rc, the result of reading path in the tree. Returns the negative errno that the live run
 * got, else rc. If the live run found wrong content (EBADMSG), the tree has the same content:
 * returns rc, unless the tree lacks the file. On a live machine returns rc. If the result is an
 * error and rc is not, the caller must still release what it read.
 */
int record_error(const struct facts *facts, const char *path, int rc);

/* --- for the other files of this directory --- */

/* The value that a record has for a positive errno: its name, or the number if it has no name. */
struct json_object *record_make_errno(int error);

/*
 * The positive errno of a record's value: a name, or a number in older records. 0 for 0; -1 for any
 * other value.
 */
int record_parse_errno(struct json_object *value);

/* Put the errors of facts->skips into record, and the files that were not read in time (late). */
void record_write_errors(struct json_object *record, const struct facts *facts,
			 const char *const *late, size_t late_count);

/* The positive errno that the live run got for path; 0: none is recorded. */
int record_find_error(const struct facts *facts, const char *path);

#endif
