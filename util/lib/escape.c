// SPDX-License-Identifier: GPL-2.0-only
#include "escape.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "xalloc.h"

/*
 * Length of the well-formed UTF-8 sequence at s (RFC 3629, table 3-7 of Unicode), with its
 * character in *code; 0 if there is none.
 */
static size_t sequence_length(const unsigned char *s, uint32_t *code)
{
	size_t length;

	*code = s[0];
	if (s[0] < 0x80)
		return s[0] ? 1 : 0;
	if (s[0] >= 0xc2 && s[0] <= 0xdf)
		length = 2;
	else if ((s[0] & 0xf0) == 0xe0)
		length = 3;
	else if (s[0] >= 0xf0 && s[0] <= 0xf4)
		length = 4;
	else
		return 0;
	*code = s[0] & (0x7f >> length);
	for (size_t i = 1; i < length; i++) {
		if ((s[i] & 0xc0) != 0x80)
			return 0;
		*code = *code << 6 | (s[i] & 0x3f);
	}
	if (length == 3 && (*code < 0x800 || (*code >= 0xd800 && *code <= 0xdfff)))
		return 0;
	if (length == 4 && (*code < 0x10000 || *code > 0x10ffff))
		return 0;
	return length;
}

/* Number of bytes at the start of text that are ASCII other than DEL. Most text has only these. */
static size_t ascii_length(const char *text)
{
	const unsigned char *s = (const unsigned char *)text;
	size_t length = 0;

	while (s[length] && s[length] < 0x7f)
		length++;
	return length;
}

/*
 * Characters that a terminal obeys or that change the order in which others are shown: C0, DEL and
 * C1 controls (ISO/IEC 6429), line and paragraph separators, and Unicode's Bidi_Control property.
 */
static bool is_control(uint32_t code)
{
	return code < 0x20 || (code >= 0x7f && code < 0xa0) || code == 0x061c ||
	       (code >= 0x200e && code <= 0x200f) || (code >= 0x2028 && code <= 0x202e) ||
	       (code >= 0x2066 && code <= 0x2069);
}

char *escape_utf8(const char *text)
{
	/* Each bad byte becomes U+FFFD, three bytes long. */
	char *copy = xcalloc(3 * strlen(text) + 1, 1), *to = copy;

	while (*text) {
		uint32_t code;
		size_t length = ascii_length(text);

		if (!length)
			length = sequence_length((const unsigned char *)text, &code);
		to = mempcpy(to, length ? text : "\xef\xbf\xbd", length ? length : 3);
		text += length ? length : 1;
	}
	return copy;
}

char *escape_controls(const char *text)
{
	/* Each byte becomes at most four bytes. */
	char *copy = xcalloc(4 * strlen(text) + 1, 1), *to = copy;

	while (*text) {
		const unsigned char *s = (const unsigned char *)text;
		uint32_t code;
		size_t length = sequence_length(s, &code);

		if (length && !is_control(code)) {
			to = mempcpy(to, text, length);
			text += length;
			continue;
		}
		for (size_t i = 0; i < (length ? length : 1); i++, text++)
			to += sprintf(to, "\\x%02x", s[i]);
	}
	return copy;
}

/* Upper limit for the size of escape_json()'s result, including the NUL. */
static size_t escaped_json_size(const char *json)
{
	size_t size = 1;

	while (*json) {
		size_t length = ascii_length(json);

		/*
		 * DEL, or a byte of a longer character: DEL or the first byte of a control
		 * becomes six.
		 */
		size += length ? length : 6;
		json += length ? length : 1;
	}
	return size;
}

char *escape_json(const char *json)
{
	char *copy = xcalloc(escaped_json_size(json), 1), *to = copy;

	while (*json) {
		uint32_t code;
		size_t length = ascii_length(json);

		/* Below 0x20 there is only white space between values: json-c escapes the rest. */
		to = mempcpy(to, json, length);
		json += length;
		if (!*json)
			break;
		length = sequence_length((const unsigned char *)json, &code);
		if (length && is_control(code))
			to += sprintf(to, "\\u%04x", (unsigned int)code);
		else
			to = mempcpy(to, json, length ? length : 1);
		json += length ? length : 1;
	}
	return copy;
}
