// SPDX-License-Identifier: GPL-2.0-only
/* Strings from outside, made fit for JSON and for a terminal. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../must.h"
#include "report.h"

/* Length of the well-formed UTF-8 sequence at s (RFC 3629, table 3-7 of Unicode), 0 if there is none. */
static size_t sequence_length(const unsigned char *s)
{
	uint32_t code;
	size_t length;

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
	code = s[0] & (0x7f >> length);
	for (size_t i = 1; i < length; i++) {
		if ((s[i] & 0xc0) != 0x80)
			return 0;
		code = code << 6 | (s[i] & 0x3f);
	}
	if (length == 3 && (code < 0x800 || (code >= 0xd800 && code <= 0xdfff)))
		return 0;
	if (length == 4 && (code < 0x10000 || code > 0x10ffff))
		return 0;
	return length;
}

/* Length of what is well-formed from there on. */
static size_t well_formed_length(const char *text)
{
	const unsigned char *at = (const unsigned char *)text;
	size_t length;

	while ((length = sequence_length(at)))
		at += length;
	return (const char *)at - text;
}

char *report_utf8(const char *text)
{
	/* Each bad byte becomes U+FFFD, three bytes long. */
	char *copy = must_calloc(3 * strlen(text) + 1, 1), *to = copy;

	for (;;) {
		size_t length = well_formed_length(text);

		to = mempcpy(to, text, length);
		text += length;
		if (!*text)
			return copy;
		to = stpcpy(to, "\xef\xbf\xbd");
		text++;
	}
}

char *report_printable(const char *text)
{
	char *copy = must_calloc(4 * strlen(text) + 1, 1), *to = copy;

	while (*text) {
		const unsigned char *s = (const unsigned char *)text;
		size_t length = sequence_length(s);
		/* C0, DEL, and C1 as U+0080 to U+009F */
		bool control =
			*s < 0x20 || *s == 0x7f || (length == 2 && *s == 0xc2 && s[1] < 0xa0);

		if (length && !control) {
			memcpy(to, text, length);
			to += length;
			text += length;
		} else {
			to += sprintf(to, "\\x%02x", *s);
			text++;
		}
	}
	return copy;
}

const char *report_errno(int error)
{
	static char number[16];
	const char *name = strerrorname_np(error);

	if (name)
		return name;
	snprintf(number, sizeof(number), "%d", error);
	return number;
}

/* bytes in hundredths of unit (at most 1 TiB), halves rounded up. */
static unsigned long long hundredths(unsigned long long bytes, unsigned long long unit)
{
	return (bytes / unit * 200 + bytes % unit * 200 / unit + 1) / 2;
}

char *report_ndctl_size(unsigned long long bytes)
{
	static const struct {
		char letter;
		unsigned long long binary, decimal;
	} units[] = {
		{ 'M', 1ULL << 20, 1000ULL * 1000 },
		{ 'G', 1ULL << 30, 1000ULL * 1000 * 1000 },
		{ 'T', 1ULL << 40, 1000ULL * 1000 * 1000 * 1000 },
	};
	unsigned long long binary, decimal;
	size_t i = 0;

	if (bytes < 5000ULL * 1024)
		return NULL;
	while (i < ARRAY_LENGTH(units) - 1 && bytes >= 2048 * units[i].binary)
		i++;
	binary = hundredths(bytes, units[i].binary);
	decimal = hundredths(bytes, units[i].decimal);
	return must_asprintf("%llu.%02llu %ciB (%llu.%02llu %cB)", binary / 100, binary % 100,
			     units[i].letter, decimal / 100, decimal % 100, units[i].letter);
}

char *report_size(unsigned long long bytes)
{
	static const char *const binary[] = { "KiB", "MiB", "GiB", "TiB", "PiB", "EiB" };
	static const char *const decimal[] = { "kB", "MB", "GB", "TB", "PB", "EB" };
	unsigned int b = 0, d = 0;
	double x = bytes, y = bytes;

	if (bytes < 1024)
		return must_asprintf("%llu", bytes);
	for (x /= 1024; x >= 1024 && b < ARRAY_LENGTH(binary) - 1; b++)
		x /= 1024;
	for (y /= 1000; y >= 1000 && d < ARRAY_LENGTH(decimal) - 1; d++)
		y /= 1000;
	return must_asprintf("%.2f %s (%.2f %s)", x, binary[b], y, decimal[d]);
}
