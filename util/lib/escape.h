/* SPDX-License-Identifier: GPL-2.0-only */
/* Make strings from files and devices safe for JSON and for a terminal. */
#ifndef PMEMCAP_ESCAPE_H
#define PMEMCAP_ESCAPE_H

/* A copy that is valid UTF-8, whatever the kernel or a label held; the caller frees it. */
char *escape_utf8(const char *text);

/*
 * A copy that is safe for a terminal: the bytes of control characters (C0, DEL, C1), of characters
 * that change the direction of text, and of invalid UTF-8 as \xNN. The caller frees it.
 */
char *escape_controls(const char *text);

/*
 * A copy of a serialized JSON text with the same characters from DEL on as \uNNNN; the caller frees
 * it. json-c escapes those below U+0020 alone. Outside of strings JSON is ASCII without DEL, so that
 * every such character is within a string, and the text still means the same.
 */
char *escape_json(const char *json);

#endif
