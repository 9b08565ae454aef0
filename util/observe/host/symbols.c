// SPDX-License-Identifier: GPL-2.0-only
/* Names in /proc/kallsyms, which show options where no configuration can be read. */
#include "symbols.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../read/reader.h"
#include "../record/errors.h"

/* Longer than any name in the list (KSYM_NAME_LEN is 512). */
#define LINE_MAX_BYTES 1024

/*
 * "ADDRESS TYPE NAME[\t[MODULE]]". Only global functions count: a static function, or one in
 * another module, may have the same name for another purpose.
 */
static void note_symbol(struct symbol_facts *symbols, const char *name, const char *module)
{
	for (int i = 0; i < KSYM_COUNT; i++)
		if (!strcmp(name, kernel_symbol_name(i)) &&
		    (!*module || !strcmp(module, kernel_symbol_module(i))))
			symbols->have[i] = true;
}

const char *symbol_name(const char *line)
{
	const char *type = strchr(line, ' ');

	return type && type[1] == 'T' && type[2] == ' ' ? type + 3 : NULL;
}

/*
 * Split a line. Returns the name if it is a global function, else NULL; *module is "" for a
 * function in the kernel image.
 */
static char *parse_symbol(char *line, const char **module)
{
	char *name = (char *)symbol_name(line), *end;

	*module = "";
	if (!name)
		return NULL;
	end = name + strcspn(name, " \t\n");
	if (*end && *end != '\n') {
		char *bracket = strchr(end + 1, '[');

		if (bracket) {
			bracket[strcspn(bracket, "]")] = '\0';
			*module = bracket + 1;
		}
	}
	*end = '\0';
	return name;
}

void symbols_parse(struct symbol_facts *symbols, FILE *file)
{
	bool first = false, last = false;
	bool within = false;
	char line[LINE_MAX_BYTES];

	while (fgets(line, sizeof(line), file)) {
		bool ends = strchr(line, '\n') || feof(file), is_whole = ends && !within;
		const char *module;
		char *name;

		/* Skip the rest of a line that is too long. */
		within = !ends;
		name = is_whole ? parse_symbol(line, &module) : NULL;
		if (!name)
			continue;
		/* The first and last symbols of the text sections in scripts/kallsyms.c. */
		if (!strcmp(name, "_stext"))
			first = true;
		else if (!strcmp(name, "_einittext"))
			last = true;
		note_symbol(symbols, name, module);
	}
	symbols->whole = first && last && !ferror(file);
}

void observe_symbols(struct facts *facts)
{
	static const char path[] = "/proc/kallsyms";
	int fd = reader_open(path), rc = record_error(facts, path, fd);
	FILE *file = rc < 0 ? NULL : fdopen(fd, "re");

	if (!file) {
		facts_skip(facts, path, rc < 0 ? rc : errno, "kernel.options");
		if (fd >= 0)
			close(fd);
		return;
	}
	facts->symbols.read = true;
	symbols_parse(&facts->symbols, file);
	if (!facts->symbols.whole)
		facts_skip(facts, path, EBADMSG, "kernel.options");
	fclose(file);
}
