// SPDX-License-Identifier: GPL-2.0-only
/* Seeds: the idle btt, pfn and dax device that every enabled region keeps ready. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "observe.h"
#include "reader.h"
#include "record.h"

/* One region with a seed proves the option; all must be without to prove the contrary. */
static void look_at_seed(int devices, const char *region, const char *seed, bool first,
			 enum tri *answer)
{
	enum tri here = TRI_UNKNOWN;
	char path[300], name[64];
	int length;

	snprintf(path, sizeof(path), "%s/%s", region, seed);
	length = reader_attr(devices, path, name, sizeof(name));
	if (length >= 0)
		here = tri_from_bool(length > 0);
	*answer = first ? here : tri_or(*answer, here);
}

void observe_seeds(struct facts *facts)
{
	static const char where[] = "/sys/bus/nd/devices";
	struct dirent *entry;
	char path[300];
	bool first;
	DIR *dir;
	int rc;

	dir = opendir(where);
	if (!dir) {
		rc = record_error(facts, where, -errno);
		/* No nd bus, no regions: that is no gap in the facts. */
		if (rc != -ENOENT)
			facts_skip(facts, where, rc, "kernel.options");
		return;
	}
	while ((entry = readdir(dir))) {
		if (strncmp(entry->d_name, "region", 6))
			continue;
		snprintf(path, sizeof(path), "%s/driver", entry->d_name);
		if (faccessat(dirfd(dir), path, F_OK, 0) < 0)
			continue;
		first = !facts->seeds.regions_enabled++;
		look_at_seed(dirfd(dir), entry->d_name, "btt_seed", first, &facts->seeds.btt);
		look_at_seed(dirfd(dir), entry->d_name, "pfn_seed", first, &facts->seeds.pfn);
		look_at_seed(dirfd(dir), entry->d_name, "dax_seed", first, &facts->seeds.dax);
	}
	closedir(dir);
}
