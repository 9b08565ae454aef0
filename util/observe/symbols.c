// SPDX-License-Identifier: GPL-2.0-only
/* Names the running kernel lists: the way to tell an option where no configuration can be read. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "observe.h"
#include "reader.h"

/* "ADDRESS TYPE NAME[ [MODULE]]": the name, or NULL for anything else. */
static char *name_of(char *line)
{
	char *type = strchr(line, ' ');
	char *name;

	if (!type || !type[1] || type[2] != ' ')
		return NULL;
	name = type + 3;
	name[strcspn(name, " \t\n")] = '\0';
	return name;
}

static void note(struct symbol_facts *symbols, const char *name)
{
	for (int i = 0; i < KSYM_COUNT; i++)
		if (!strcmp(name, kernel_symbol_name(i)))
			symbols->have[i] = true;
}

void observe_symbols(struct facts *facts)
{
	bool first = false, last = false;
	char *line = NULL;
	size_t room = 0;
	FILE *file;
	int fd;

	fd = reader_open(AT_FDCWD, "/proc/kallsyms");
	file = fd < 0 ? NULL : fdopen(fd, "re");
	if (!file) {
		facts_skip(facts, "/proc/kallsyms", fd < 0 ? fd : errno, "kernel.options");
		if (fd >= 0)
			close(fd);
		return;
	}
	facts->symbols.read = true;
	while (getline(&line, &room, file) > 0) {
		char *name = name_of(line);

		if (!name)
			continue;
		/* scripts/kallsyms.c lists text sections; these bound the first and the last. */
		if (!strcmp(name, "_stext"))
			first = true;
		else if (!strcmp(name, "_einittext"))
			last = true;
		note(&facts->symbols, name);
	}
	facts->symbols.whole = first && last && !ferror(file);
	if (!facts->symbols.whole)
		facts_skip(facts, "/proc/kallsyms", EBADMSG, "kernel.options");
	free(line);
	fclose(file);
}
