/* SPDX-License-Identifier: GPL-2.0-only */
/* Helpers for strings, lines and paths. */
#ifndef PMEMCAP_STRUTIL_H
#define PMEMCAP_STRUTIL_H

#include <stdbool.h>
#include <string.h>

/*
 * Is word one of the words of text? Blanks separate words; a part of a longer word does not
 * count.
 */
static inline bool string_has_word(const char *text, const char *word)
{
	size_t length = strlen(word);

	for (const char *at = text; (at = strstr(at, word)); at += length)
		if ((at == text || at[-1] == ' ') && (!at[length] || at[length] == ' '))
			return true;
	return false;
}

/*
 * Index of word in names, which has count entries; -1: it is none of them, or NULL. Entries that are
 * NULL match nothing.
 */
static inline int string_index(const char *const *names, size_t count, const char *word)
{
	for (size_t i = 0; word && i < count; i++)
		if (names[i] && !strcmp(names[i], word))
			return (int)i;
	return -1;
}

/* Is path below the directory dir, by their names only? */
static inline bool path_is_below(const char *path, const char *dir)
{
	size_t length = strlen(dir);

	return !strncmp(path, dir, length) && path[length] == '/';
}

/* Remove one line feed from the end of text, if there is one. */
static inline void string_chomp(char *text)
{
	size_t length = strlen(text);

	if (length && text[length - 1] == '\n')
		text[length - 1] = '\0';
}

#endif
