// SPDX-License-Identifier: GPL-2.0-only
#include "requirement.h"

#include <errno.h>
#include <string.h>

const char *requirement_name(enum requirement requirement)
{
	static const char *const names[REQUIRE_COUNT] = {
		[REQUIRE_FSDAX] = "fsdax",
		[REQUIRE_DEVDAX] = "devdax",
		[REQUIRE_BLOCK] = "block",
		[REQUIRE_MAP_SYNC] = "map-sync",
	};

	return names[requirement];
}

static int find_requirement(const char *word, size_t length)
{
	for (int i = 0; i < REQUIRE_COUNT; i++)
		if (strlen(requirement_name(i)) == length &&
		    !strncmp(requirement_name(i), word, length))
			return i;
	return -EINVAL;
}

int requirement_parse(const char *text, unsigned int *requirements, const char **bad)
{
	static const char separators[] = ", ";

	*requirements = 0;
	for (;;) {
		size_t length;
		int found;

		text += strspn(text, separators);
		length = strcspn(text, separators);
		*bad = text;
		if (!length)
			return *requirements ? 0 : -EINVAL;
		found = find_requirement(text, length);
		if (found < 0)
			return found;
		*requirements |= 1U << found;
		text += length;
	}
}

enum tri requirement_host(const struct host_verdict *verdict, enum requirement requirement)
{
	const struct mode_verdict *fsdax = &verdict->modes[MODE_FSDAX];

	switch (requirement) {
	case REQUIRE_FSDAX:
		return mode_met(fsdax);
	case REQUIRE_DEVDAX:
		return mode_met(&verdict->modes[MODE_DEVDAX]);
	case REQUIRE_BLOCK:
		return mode_met(&verdict->modes[MODE_BLOCK]);
	case REQUIRE_MAP_SYNC:
	case REQUIRE_COUNT:
		break;
	}
	if (fsdax->supported == TRI_NO)
		return TRI_NO;
	/* virtio-pmem regions are always asynchronous. */
	return fsdax->classes == CLASS_VIRTIO ? TRI_NO : TRI_UNKNOWN;
}
