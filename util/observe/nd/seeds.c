// SPDX-License-Identifier: GPL-2.0-only
/* Seeds: the idle btt, pfn and dax device that every enabled region keeps ready. */
#include "seeds.h"

#include <errno.h>
#include <stdlib.h>

#include "../read/sysfs.h"
#include "attributes.h"

static const char affects[] = "kernel.options";

/* One region with a seed proves the option. The option is off only if all regions lack the seed. */
static void look_at_seed(struct sysfs_dir *region, const char *seed, bool first, enum tri *answer)
{
	enum tri here = TRI_UNKNOWN;
	char name[64];
	int length;

	length = sysfs_attr(region, seed, name, sizeof(name));
	if (length >= 0)
		here = tri_from_bool(length > 0);
	*answer = first ? here : tri_or(*answer, here);
}

static void look_at_region(struct facts *facts, const char *path)
{
	struct seed_facts *seeds = &facts->seeds;
	struct sysfs_dir region;
	bool first;

	sysfs_open(&region, facts, path, affects);
	if (sysfs_has(&region, "driver")) {
		first = !seeds->regions_enabled++;
		look_at_seed(&region, "btt_seed", first, &seeds->btt);
		look_at_seed(&region, "pfn_seed", first, &seeds->pfn);
		look_at_seed(&region, "dax_seed", first, &seeds->dax);
	}
	sysfs_close(&region);
}

void observe_seeds(struct facts *facts)
{
	struct sysfs_names names;
	int rc;

	rc = sysfs_list(facts, ND_DEVICES, "region", &names);
	/* Without an nd bus there are no regions: nothing is missing. */
	if (rc && rc != -ENOENT)
		facts_skip(facts, ND_DEVICES, rc, affects);
	for (size_t i = 0; i < names.count; i++) {
		char *path = nd_path(names.list[i]);

		look_at_region(facts, path);
		free(path);
	}
	sysfs_release_names(&names);
}
