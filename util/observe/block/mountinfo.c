// SPDX-License-Identifier: GPL-2.0-only
/* Lines of mountinfo. */
#include "mountinfo.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sysmacros.h>

#include "../../facts/inventory.h"
#include "../../lib/array.h"
#include "../../lib/xalloc.h"

/*
 * The kernel writes blanks and the like as '\' and three octal digits (mangle() in
 * fs/proc_namespace.c).
 */
static bool is_mangled(const char *text)
{
	return text[0] == '\\' && text[1] >= '0' && text[1] <= '3' && text[2] >= '0' &&
	       text[2] <= '7' && text[3] >= '0' && text[3] <= '7';
}

char *mountinfo_unescape(const char *text)
{
	char *copy = xstrdup(text), *to = copy;

	for (const char *from = copy; *from; to++) {
		if (is_mangled(from)) {
			*to = (from[1] - '0') << 6 | (from[2] - '0') << 3 | (from[3] - '0');
			from += 4;
		} else {
			*to = *from++;
		}
	}
	*to = '\0';
	return copy;
}

void mountinfo_release(struct mountinfo_line *lines, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		free(lines[i].whole);
		free(lines[i].root);
		free(lines[i].mountpoint);
		free(lines[i].source);
	}
	free(lines);
}

/*
 * Parse text into line. text is modified, and line points into it. Returns whether it has the form
 * of a line.
 */
static bool split_line(struct mountinfo_line *line, char *text)
{
	char *field[6], *tail[3], *rest = text, *dash, *whole;
	unsigned int number_major, number_minor;

	dash = strstr(text, " - ");
	if (!dash)
		return false;
	whole = xstrdup(text);
	*dash = '\0';
	for (size_t i = 0; i < ARRAY_SIZE(field); i++)
		field[i] = strsep(&rest, " ");
	rest = dash + 3;
	for (size_t i = 0; i < ARRAY_SIZE(tail); i++)
		tail[i] = strsep(&rest, " ");
	if (!field[5] || !tail[2] || sscanf(field[2], "%u:%u", &number_major, &number_minor) != 2) {
		free(whole);
		return false;
	}
	*line = (struct mountinfo_line){
		.whole = whole,
		.id = strtoul(field[0], NULL, 10),
		.number = makedev(number_major, number_minor),
		.root = mountinfo_unescape(field[3]),
		.mountpoint = mountinfo_unescape(field[4]),
		.options = field[5],
		.fstype = tail[0],
		.source = mountinfo_unescape(tail[1]),
		.super = tail[2],
		.disk = NO_INDEX,
	};
	return true;
}

struct mountinfo_line *mountinfo_split(char *text, size_t *count)
{
	struct mountinfo_line *lines = NULL;
	char *rest = text, *line;

	*count = 0;
	while ((line = strsep(&rest, "\n"))) {
		lines = array_make_room(lines, *count, sizeof(*lines));
		*count += split_line(&lines[*count], line);
	}
	return lines;
}
