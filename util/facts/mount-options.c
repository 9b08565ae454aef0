// SPDX-License-Identifier: GPL-2.0-only
#include "mount-options.h"

#include <stdbool.h>
#include <string.h>

#include "../lib/textbuf.h"
#include "../lib/xalloc.h"

const char *mount_option_find(const char *options, const char *name, size_t *length)
{
	size_t name_length = strlen(name);

	for (const char *at = options, *end; *at; at = end + (*end == ',')) {
		end = at + strcspn(at, ",");
		if (strncmp(at, name, name_length))
			continue;
		at += name_length;
		if (at != end && *at != '=')
			continue;
		at += at != end;
		*length = end - at;
		return at;
	}
	return NULL;
}

char *mount_option_value(const char *options, const char *name)
{
	const char *last = NULL, *at = options;
	size_t length, last_length = 0;

	while ((at = mount_option_find(at, name, &length))) {
		last = at;
		last_length = length;
		at += length;
	}
	return last ? xstrndup(last, last_length) : NULL;
}

/* Is the option of that length a whole option of the list? */
static bool has_option(const char *list, const char *option, size_t length)
{
	for (const char *at = list, *end; *at; at = end + (*end == ',')) {
		end = at + strcspn(at, ",");
		if ((size_t)(end - at) == length && !strncmp(at, option, length))
			return true;
	}
	return false;
}

static void add_options(struct textbuf *list, const char *options, bool read_only)
{
	for (const char *at = options, *end; *at; at = end + (*end == ',')) {
		size_t length = strcspn(at, ",");

		end = at + length;
		if (!length || (read_only && length == 2 && !strncmp(at, "rw", 2)) ||
		    (list->text && has_option(list->text, at, length)))
			continue;
		textbuf_join(list, ",", "%.*s", (int)length, at);
	}
}

/* A kernel's list is shorter. Each option is compared with all, which takes long for a longer one. */
#define LONGEST (64UL << 10)

char *mount_options_join(const char *mount, const char *super)
{
	bool read_only = has_option(mount, "ro", 2) || has_option(super, "ro", 2);
	struct textbuf list = { 0 };

	if (strlen(mount) + strlen(super) > LONGEST)
		return xasprintf("%s,%s", mount, super);
	add_options(&list, mount, read_only);
	add_options(&list, super, read_only);
	return list.text ? list.text : xstrdup("");
}
