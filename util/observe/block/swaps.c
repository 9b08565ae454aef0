// SPDX-License-Identifier: GPL-2.0-only
#include "swaps.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "../../facts/inventory.h"
#include "../read/reader.h"
#include "../record/errors.h"
#include "find-disk.h"
#include "mountinfo.h"

void swaps_parse(struct inventory *inventory, char *text)
{
	static const struct facts nothing;
	char *rest = text, *line;

	while ((line = strsep(&rest, "\n"))) {
		char *mangled = strsep(&line, " \t"), *path = mountinfo_unescape(mangled);
		size_t disk = disk_by_path(inventory, &nothing, path);

		if (disk != NO_INDEX)
			inventory->disks[disk].swap = true;
		free(path);
	}
}

void observe_swaps(struct inventory *inventory, struct facts *facts)
{
	static const char path[] = "/proc/swaps";
	char *text;
	int rc;

	rc = reader_text(path, MOUNTINFO_MAX, &text, NULL, NULL);
	rc = record_error(facts, path, rc);
	if (!rc)
		swaps_parse(inventory, text);
	/* Kernels without CONFIG_SWAP lack the file. */
	else if (rc != -ENOENT)
		facts_skip(facts, path, rc, "mounts");
	free(text);
}
