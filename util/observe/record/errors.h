/* SPDX-License-Identifier: GPL-2.0-only */
/* Files that a live run could not read, as its record has them. */
#ifndef PMEMCAP_RECORD_ERRORS_H
#define PMEMCAP_RECORD_ERRORS_H

#include <stdbool.h>
#include <stddef.h>

struct facts;
struct json_object;

/*
 * Add the files that the capture could not read in time to facts->skips: those of the host, or
 * those of the inventory. Called last, since observers note such files themselves when they use
 * them.
 */
void record_note_timeouts(struct facts *facts, bool inventory);

/* The keys of the JSON object that lack the content of path (see struct skip). */
const char *record_affects(const char *path);

/* Did the capture time out reading a file below dir? */
bool record_has_timeout(const struct facts *facts, const char *dir);

/*
 * The result of reading path, for an observer that got rc from the tree: the negative errno that
 * the live run got, else rc. For a file with wrong content (EBADMSG) rc is returned, since the tree
 * has the same content. On a live machine rc is returned. If the result is an error and rc was not,
 * the caller still releases what it read.
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
