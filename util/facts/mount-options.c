// SPDX-License-Identifier: GPL-2.0-only
#include "mount-options.h"

#include <string.h>

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
