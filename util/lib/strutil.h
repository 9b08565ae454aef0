/* SPDX-License-Identifier: GPL-2.0-only */
/* Lines and blank-separated words, as the kernel prints them. */
#ifndef PMEMCAP_WORDS_H
#define PMEMCAP_WORDS_H

#include <stdbool.h>
#include <string.h>

/* Is word one of the blank-separated words of text? A part of a longer word is not. */
static inline bool has_word(const char *text, const char *word)
{
	size_t length = strlen(word);

	for (const char *at = text; (at = strstr(at, word)); at += length)
		if ((at == text || at[-1] == ' ') && (!at[length] || at[length] == ' '))
			return true;
	return false;
}

/* Take the end of the line off, one newline, if it is there. */
static inline void cut_line_end(char *text)
{
	size_t length = strlen(text);

	if (length && text[length - 1] == '\n')
		text[length - 1] = '\0';
}

#endif
