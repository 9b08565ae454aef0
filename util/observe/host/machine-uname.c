// SPDX-License-Identifier: GPL-2.0-only
#include "machine-uname.h"

#include <ctype.h>
#include <fnmatch.h>
#include <stdbool.h>
#include <string.h>

#include "../../lib/xalloc.h"

const char *machine_native(const char *name)
{
	if (!strcmp(name, "armv8l"))
		return "aarch64";
	return strcmp(name, "armv8b") ? name : "aarch64_be";
}

static bool is_clock_time(const char *word, size_t length)
{
	return length == 8 && !fnmatch("[0-9][0-9]:[0-9][0-9]:[0-9][0-9]*", word, 0);
}

/* Debian's kernels show a date in place of the time: "(2025-12-30)". */
static bool is_date(const char *word, size_t length)
{
	return length == 12 && !fnmatch("([12][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9])*", word, 0);
}

/* Words between the time and the machine: "UTC", "PM", "+0000", "2025". */
static bool belongs_to_time(const char *word, size_t length)
{
	size_t i = *word == '+' || *word == '-';
	size_t digits = i;

	while (digits < length && isdigit((unsigned char)word[digits]))
		digits++;
	if (digits == length)
		return length > i;
	for (i = 0; i < length; i++)
		if (!isupper((unsigned char)word[i]))
			return false;
	return true;
}

static const char *next_word(const char *text)
{
	text += strcspn(text, " ");
	return text + strspn(text, " ");
}

static char *word_before(const char *line, const char *end)
{
	const char *start;

	while (end > line && end[-1] == ' ')
		end--;
	for (start = end; start > line && start[-1] != ' ';)
		start--;
	return start > line && start < end ? xstrndup(start, end - start) : NULL;
}

char *machine_of_uname(const char *line)
{
	const char *behind = NULL, *tail;

	for (const char *word = line; *word; word = next_word(word)) {
		size_t length = strcspn(word, " ");

		if (is_clock_time(word, length) || is_date(word, length))
			behind = next_word(word);
	}
	while (behind && *behind && belongs_to_time(behind, strcspn(behind, " ")))
		behind = next_word(behind);
	if (behind && *behind)
		return xstrndup(behind, strcspn(behind, " \n"));
	tail = strstr(line, " GNU/Linux");
	return tail ? word_before(line, tail) : NULL;
}
