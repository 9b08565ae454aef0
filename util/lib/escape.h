/* SPDX-License-Identifier: GPL-2.0-only */
/* Make strings from files and devices safe for JSON and for a terminal. */
#ifndef PMEMCAP_ESCAPE_H
#define PMEMCAP_ESCAPE_H

/* A copy that is valid UTF-8, whatever the kernel or a label held; the caller frees it. */
char *escape_utf8(const char *text);

/*
 * A copy that is safe for a terminal. Each byte of a control character (C0, DEL, C1), of a
 * character that changes the direction of text, or of invalid UTF-8 becomes \xNN. The caller
 * frees it.
 */
char *escape_controls(const char *text);

/*
 * A copy of a serialized JSON text in which the same control characters, from DEL on, become
 * \uNNNN; the caller frees it. json-c escapes only those below U+0020. Outside of strings JSON
 * is ASCII without DEL, so every such character is within a string, and the text keeps its
 * meaning.
 */
char *escape_json(const char *json);

#endif
