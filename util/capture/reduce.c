// SPDX-License-Identifier: GPL-2.0-only
#include "reduce.h"

#include <ctype.h>
#include <fnmatch.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "../facts/boot-words.h"
#include "../lib/array.h"
#include "../lib/strutil.h"
#include "../lib/xalloc.h"
#include "../observe/host/cpuinfo.h"
#include "../observe/host/symbols.h"

/* A buffer for a reduced text, which is at most one byte longer than text. */
static char *room_for(const char *text)
{
	return xcalloc(strlen(text) + 2, 1);
}

/* Are the length bytes at text the word? */
static bool is_word(const char *text, size_t length, const char *word)
{
	return !strncmp(text, word, length) && !word[length];
}

/* Is the line kept? The function may shorten it. */
typedef bool (*keep_fn)(char *line);

/* The lines that keep() accepts. */
static char *keep_lines(char *text, keep_fn keep)
{
	char *left = room_for(text), *to = left, *rest = text, *line;

	while ((line = strsep(&rest, "\n"))) {
		if (!keep(line))
			continue;
		to = stpcpy(to, line);
		/* If the text ends without a line feed, so does the result. */
		if (rest)
			to = stpcpy(to, "\n");
	}
	return left;
}

static bool begins(const char *line, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (!strncmp(line, words[i], strlen(words[i])))
			return true;
	return false;
}

static char *put_word(char *left, char *to, const char *word)
{
	if (to > left)
		*to++ = ' ';
	return stpcpy(to, word);
}

static char *put_quotes(char *to, const char *word)
{
	for (; *word; word++)
		if (*word == '"')
			*to++ = '"';
	return to;
}

/* A quote at the beginning of the word stays there. All other quotes move to its end. */
static char *put_reduced(char *left, char *to, const char *reduced, const char *word)
{
	bool quoted = *word == '"';

	to = put_word(left, to, quoted ? "\"" : "");
	return put_quotes(stpcpy(to, reduced), word + quoted);
}

/* Characters that end a word of the command line for both the kernel and libkmod. */
#define BLANKS " \t\n\v\f\r"

/* The no-break space of Latin 1 separates words only for the kernel, not for libkmod. */
#define NO_BREAK 0xa0

static bool is_list(const char *word)
{
	static const char *const names[] = { "module_blacklist=", "module-blacklist=",
					     "modprobe.blacklist=" };

	return begins(word + (*word == '"'), names, ARRAY_SIZE(names));
}

/* "nomodule", with or without a value; "--", after which the kernel reads nothing. */
static bool is_switch(const char *word)
{
	static const char ends[] = "=\"\xa0";

	word += *word == '"';
	return (!strncmp(word, "nomodule", 8) && strchr(ends, word[8])) ||
	       (!strncmp(word, "--", 2) && word[2] != '=' && strchr(ends, word[2]));
}

static bool is_kept(const char *word)
{
	for (; word; word = strchr(word, NO_BREAK)) {
		word += (unsigned char)*word == NO_BREAK;
		if (is_list(word) || is_switch(word))
			return true;
	}
	return false;
}

char *reduce_cmdline(char *text)
{
	char *left = room_for(text), *to = left, *rest = text, *word;
	bool within = false, goes_on = false;

	/* The kernel does not see the line feed, which open quotes would include. */
	string_chomp(text);
	/* The kernel and libkmod split words differently: a word is kept if either of them needs it. */
	while ((word = strsep(&rest, BLANKS))) {
		bool kept = is_kept(word), begins_within = within;
		char *reduced = boot_word_reduce(word);

		for (const char *c = word; *c; c++)
			within ^= *c == '"';
		if (kept || goes_on)
			to = put_word(left, to, word);
		else if (reduced)
			to = put_reduced(left, to, reduced, word);
		else if (strchr(word, '"'))
			to = put_quotes(put_word(left, to, ""), word);
		/* Quotes that a kept word opens include the words after it. */
		goes_on = within && (goes_on || (kept && !begins_within));
		free(reduced);
	}
	strcpy(to, "\n");
	return left;
}

static bool keep_cpuinfo(char *line)
{
	/* "processor" keeps flags from being the first line: see environment.c. */
	size_t length = strcspn(line, ":");

	while (length && (line[length - 1] == ' ' || line[length - 1] == '\t'))
		length--;
	return is_word(line, length, "processor") || is_word(line, length, "flags") ||
	       cpuinfo_is_key(line, length);
}

char *reduce_cpuinfo(char *text)
{
	if (strlen(text) > CPUINFO_MAX)
		text[CPUINFO_MAX] = '\0';
	return keep_lines(text, keep_cpuinfo);
}

static bool keep_swap(char *line)
{
	return !strncmp(line, "/dev/", 5);
}

char *reduce_swaps(char *text)
{
	return keep_lines(text, keep_swap);
}

char *reduce_iomem(char *text)
{
	char *left = xstrdup(text);
	bool address = true;

	/* "  00100000-3fffffff : System RAM" */
	for (char *c = left; *c; c++) {
		if (*c == '\n')
			address = true;
		else if (*c == ':')
			address = false;
		else if (address && isxdigit((unsigned char)*c))
			*c = '0';
	}
	return left;
}

/* A module's name, in which '-' and '_' are one, or a pattern of names. */
static bool is_looked_at(const char *word)
{
	size_t length = strcspn(word, " \t");
	char *pattern = xstrndup(word, length);
	/* libkmod removes a backslash of a pattern, which may then match any module. */
	bool found = strchr(pattern, '\\');

	for (char *c = pattern; *c; c++)
		if (*c == '-')
			*c = '_';
	for (int i = 0; i < KMOD_COUNT; i++)
		found |= !fnmatch(pattern, kernel_module_name(i), 0);
	free(pattern);
	return found;
}

/*
 * Keep only the program of a command, since its arguments and variables may be secret. " -"
 * replaces the arguments, since "false" alone differs in meaning from "false" with arguments.
 */
static void cut_command(char *command)
{
	size_t end;

	command += strcspn(command, " \t");
	command += strspn(command, " \t");
	end = strcspn(command, " \t=");
	if (command[end] == '=')
		command[end + 1] = '\0';
	else if (command[end + strspn(command + end, " \t")])
		strcpy(command + end, " -");
}

/* Keep the first count words, which libkmod reads. Others may hold anything. */
static void keep_words(char *line, int count)
{
	while (count-- && *line) {
		line += strspn(line, " \t");
		line += strcspn(line, " \t");
	}
	*line = '\0';
}

static bool keep_modprobe(char *line)
{
	size_t length;

	line += strspn(line, " \t");
	length = strcspn(line, " \t");
	if (is_word(line, length, "blacklist") || is_word(line, length, "alias")) {
		keep_words(line, *line == 'b' ? 2 : 3);
		return true;
	}
	if (!is_word(line, length, "install"))
		return false;
	line += length;
	line += strspn(line, " \t");
	if (!is_looked_at(line))
		return false;
	cut_command(line);
	return true;
}

/*
 * As libkmod's getline_wrapped(), later freadline_wrapped(): a backslash at the end of a line
 * continues the line, and a backslash before another character is dropped. A double backslash
 * stays double, since the reduced text is read in the same way.
 */
static void unwrap(char *text)
{
	char *to = text;

	for (const char *from = text; *from; from++) {
		if (from[0] != '\\') {
			*to++ = *from;
			continue;
		}
		from++;
		if (!*from)
			break;
		if (*from == '\\')
			*to++ = '\\';
		if (*from != '\n')
			*to++ = *from;
	}
	*to = '\0';
}

char *reduce_modprobe(char *text)
{
	unwrap(text);
	return keep_lines(text, keep_modprobe);
}

static bool keep_uevent(char *line)
{
	static const char *const kept[] = { "MAJOR=", "MINOR=", "DEVNAME=", "DEVTYPE=" };

	return begins(line, kept, ARRAY_SIZE(kept));
}

char *reduce_uevent(char *text)
{
	return keep_lines(text, keep_uevent);
}

static bool keep_symbol(char *line)
{
	const char *name = symbol_name(line);
	size_t length;

	if (!name)
		return false;
	length = strcspn(name, " \t");
	for (int i = 0; i < KSYM_COUNT; i++)
		if (is_word(name, length, kernel_symbol_name(i)))
			return true;
	/* These two symbols show that the list is complete. */
	return is_word(name, length, "_stext") || is_word(name, length, "_einittext");
}

char *reduce_kallsyms(char *text)
{
	char *left = keep_lines(text, keep_symbol);

	for (char *c = left; *c; c++) {
		for (; isxdigit((unsigned char)*c); c++)
			*c = '0';
		c = strchrnul(c, '\n');
		if (!*c)
			break;
	}
	return left;
}

static bool keep_os_release(char *line)
{
	return !strncmp(line, "PRETTY_NAME=", 12);
}

char *reduce_os_release(char *text)
{
	return keep_lines(text, keep_os_release);
}
