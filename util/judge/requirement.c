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
	bool any = false;

	for (;;) {
		size_t length;
		int found;

		text += strspn(text, separators);
		length = strcspn(text, separators);
		*bad = text;
		if (!length)
			return any ? 0 : -EINVAL;
		found = find_requirement(text, length);
		if (found < 0)
			return found;
		*requirements |= 1U << found;
		any = true;
		text += length;
	}
}

enum tri requirement_host(const struct host_verdict *verdict, enum requirement requirement)
{
	const struct mode_verdict *fsdax = &verdict->modes[MODE_FSDAX];
	bool virtio_alone;

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
	/* device_dax and dcssblk are synchronous; of namespaces, virtio-pmem's never are. */
	virtio_alone = fsdax->supported == TRI_YES && fsdax->classes == CLASS_VIRTIO &&
		       mode_met(fsdax) != TRI_UNKNOWN;
	if (verdict->modes[MODE_DEVDAX].supported != TRI_NO ||
	    verdict->modes[MODE_DCSSBLK_DAX].supported != TRI_NO)
		return TRI_UNKNOWN;
	return fsdax->supported == TRI_NO || virtio_alone ? TRI_NO : TRI_UNKNOWN;
}
