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

static bool has_seed(int devices, const char *region, const char *seed)
{
	char path[300], name[64];

	snprintf(path, sizeof(path), "%s/%s", region, seed);
	return reader_attr(devices, path, name, sizeof(name)) > 0;
}

void observe_seeds(struct facts *facts)
{
	static const char where[] = "/sys/bus/nd/devices";
	struct dirent *entry;
	char path[300];
	DIR *dir;

	dir = opendir(where);
	if (!dir) {
		/* No nd bus, no regions: that is no gap in the facts. */
		if (errno != ENOENT)
			facts_skip(facts, where, errno, "kernel.options");
		return;
	}
	while ((entry = readdir(dir))) {
		if (strncmp(entry->d_name, "region", 6))
			continue;
		snprintf(path, sizeof(path), "%s/driver", entry->d_name);
		if (faccessat(dirfd(dir), path, F_OK, 0) < 0)
			continue;
		facts->seeds.regions_enabled++;
		facts->seeds.btt |= has_seed(dirfd(dir), entry->d_name, "btt_seed");
		facts->seeds.pfn |= has_seed(dirfd(dir), entry->d_name, "pfn_seed");
		facts->seeds.dax |= has_seed(dirfd(dir), entry->d_name, "dax_seed");
	}
	closedir(dir);
}
