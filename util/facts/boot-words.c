// SPDX-License-Identifier: GPL-2.0-only
#include "boot-words.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../lib/array.h"
#include "../lib/xalloc.h"

/* Parse a number in C's notation with an optional unit (memparse(), lib/cmdline.c). */
static unsigned long long parse_size(char **at)
{
	static const char units[] = "kmgtpe";
	/* strtoull() would accept a sign, but a sign here starts the next part. */
	unsigned long long value = isdigit((unsigned char)**at) ? strtoull(*at, at, 0) : 0;
	const char *unit = **at ? strchr(units, **at | 0x20) : NULL;

	if (!unit)
		return value;
	(*at)++;
	return value << 10 * (unit - units + 1);
}

/* Parse the number of an e820 type, which has no sign. 0: there is no number. */
static unsigned int parse_type(char **at)
{
	return isdigit((unsigned char)**at) ? strtoul(*at, at, 0) : 0;
}

/*
 * Parse one range: "128M!8G" or "64M%1536M-1+0xefffffff"; in a capture "!" or "%-1+12". Returns
 * whether it has a known sign.
 */
static bool parse_memmap(struct memmap_word *word, const char *text)
{
	char *copy = xstrdup(text), *at = copy;

	memset(word, 0, sizeof(*word));
	word->size = parse_size(&at);
	word->sign = *at;
	if (*at && strchr("!$#@%", *at)) {
		char *digits = ++at;

		word->start = parse_size(&at);
		word->ranged = at > digits && word->size && word->start + word->size > word->start;
		if (word->sign == '%' && *at == '-' && at++)
			word->from = parse_type(&at);
		if (word->sign == '%' && *at == '+' && at++)
			word->to = parse_type(&at);
	} else {
		word->sign = '\0';
	}
	free(copy);
	return word->sign;
}

/* memmap= takes several ranges, separated by commas (parse_memmap_opt()). */
static void take_memmaps(struct boot_words *words, const char *value)
{
	char *copy = xstrdup(value), *rest = copy, *part;
	struct memmap_word word;

	while ((part = strsep(&rest, ","))) {
		if (!parse_memmap(&word, part))
			continue;
		words->memmaps = array_make_room(words->memmaps, words->memmap_count, sizeof(word));
		words->memmaps[words->memmap_count++] = word;
	}
	free(copy);
}

static bool has_item(const char *list, const char *item)
{
	char *copy = xstrdup(list), *rest = copy, *part;
	bool found = false;

	while ((part = strsep(&rest, ",")))
		found |= !strcmp(part, item);
	free(copy);
	return found;
}

/*
 * The value of word if it starts with name ("efi="), after an opening quote if there is one; else
 * NULL.
 */
static const char *value_of(const char *word, const char *name)
{
	size_t length = strlen(name);

	word += *word == '"';
	return strncmp(word, name, length) ? NULL : word + length;
}

static bool is_nd_blacklist(const char *word)
{
	/* No module's name has quotes. */
	size_t length = strcspn(word, "=\"");

	return !strncmp(word, "nd_", 3) && length > 10 && word[length] != '"' &&
	       !strncmp(word + length - 10, ".blacklist", 10);
}

static void take_word(struct boot_words *words, const char *word)
{
	const char *value = value_of(word, "memmap=");

	if (value)
		take_memmaps(words, value);
	words->efi_fake_mem |= value_of(word, "efi_fake_mem=") != NULL;
	value = value_of(word, "efi=");
	words->nosoftreserve |= value && has_item(value, "nosoftreserve");
	if (is_nd_blacklist(word) && !words->nd_blacklist)
		words->nd_blacklist = xstrndup(word, strcspn(word, "="));
}

void boot_words_parse(struct boot_words *words, const char *cmdline)
{
	char *copy, *rest, *word;

	memset(words, 0, sizeof(*words));
	if (!cmdline)
		return;
	rest = copy = xstrdup(cmdline);
	while ((word = strsep(&rest, " \t\n\v\f\r"))) {
		/* The words after "--" are for init (parse_args(), kernel/params.c). */
		if (!strcmp(word, "--"))
			break;
		take_word(words, word);
	}
	free(copy);
}

bool boot_words_have(const struct boot_words *words, char sign)
{
	for (size_t i = 0; i < words->memmap_count; i++)
		if (words->memmaps[i].sign == sign)
			return true;
	return false;
}

bool memmap_makes_pmem(const struct memmap_word *word)
{
	return word->sign == '!' || (word->sign == '%' && word->to == E820_PRAM);
}

void boot_words_release(struct boot_words *words)
{
	free(words->memmaps);
	free(words->nd_blacklist);
	memset(words, 0, sizeof(*words));
}

static char *reduce_memmap(const char *value)
{
	char *copy = xstrdup(value), *rest = copy, *part, *left = NULL;
	struct memmap_word word;

	while ((part = strsep(&rest, ","))) {
		char from[16] = "", to[16] = "", *longer;

		if (!parse_memmap(&word, part))
			continue;
		if (word.from)
			snprintf(from, sizeof(from), "-%u", word.from);
		if (word.to)
			snprintf(to, sizeof(to), "+%u", word.to);
		longer = xasprintf("%s%s%c%s%s", left ? left : "memmap=", left ? "," : "",
				   word.sign, from, to);
		free(left);
		left = longer;
	}
	free(copy);
	return left;
}

char *boot_word_reduce(const char *word)
{
	const char *value = value_of(word, "memmap=");

	if (value)
		return reduce_memmap(value);
	if (value_of(word, "efi_fake_mem="))
		return xstrdup("efi_fake_mem=");
	value = value_of(word, "efi=");
	/*
	 * The caller adds the word's quotes. With the trailing comma and the "=", a closing quote
	 * does not become a part of the item or of the name.
	 */
	if (value && has_item(value, "nosoftreserve"))
		return xstrdup(strchr(value, '"') ? "efi=nosoftreserve," : "efi=nosoftreserve");
	if (!is_nd_blacklist(word))
		return NULL;
	return xstrndup(word, strcspn(word, "=") + (strchr(word, '"') != NULL));
}
