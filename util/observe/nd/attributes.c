// SPDX-License-Identifier: GPL-2.0-only
#include "attributes.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../facts/inventory.h"
#include "../../lib/array.h"
#include "../../lib/xalloc.h"
#include "../read/sysfs.h"

char *nd_path(const char *dev)
{
	return xasprintf(ND_DEVICES "/%s", dev);
}

long nd_count_badblocks(struct sysfs_dir *dir)
{
	/* An attribute fills a page at most, and pages have 64 KiB at most. */
	const size_t room = 65536 + 2;
	char *text = xreallocarray(NULL, room, 1), *rest = text, *line, *end;
	int rc = sysfs_attr(dir, "badblocks", text, room);
	unsigned long long count = 0;

	while (rc >= 0 && (line = strsep(&rest, "\n"))) {
		strtoull(line, &end, 10);
		count += *end == ' ' ? strtoull(end, NULL, 10) : 0;
	}
	free(text);
	if (rc < 0 && rc != -ENOENT)
		return -1;
	return count > LONG_MAX ? LONG_MAX : (long)count;
}

const char *nd_domain_name(const char *domain)
{
	static const char *const known[] = { "cpu_cache", "memory_controller", "none" };

	for (size_t i = 0; domain && i < ARRAY_SIZE(known); i++)
		if (!strcmp(domain, known[i]))
			return known[i];
	return "unknown";
}

bool nd_has_seed(struct sysfs_dir *dir, const char *name)
{
	char seed[64];

	return sysfs_attr(dir, name, seed, sizeof(seed)) > 0;
}

/* 4 and 5 are ND_DEVICE_NAMESPACE_IO and _PMEM (linux/ndctl.h). */
const char *nd_region_type(const struct nd_region *region)
{
	if (region->nstype != 4 && region->nstype != 5)
		return "unknown";
	return region->is_volatile ? "volatile" : "pmem";
}

bool nd_is_volatile(struct sysfs_dir *dir)
{
	char devtype[32];

	return sysfs_attr(dir, "devtype", devtype, sizeof(devtype)) > 0 &&
	       !strcmp(devtype, "nd_volatile");
}

/*
 * Does the name have the form of a btt, pfn or dax device's name? Such a device can hold a
 * namespace. The first three letters give its kind.
 */
static bool is_personality(const char *name)
{
	return sysfs_is_pair(name, "btt") || sysfs_is_pair(name, "pfn") ||
	       sysfs_is_pair(name, "dax");
}

enum nd_mode nd_parse_mode(const char *sysfs_mode)
{
	static const struct {
		const char *word;
		enum nd_mode mode;
	} modes[] = {
		{ "memory", ND_MODE_FSDAX },
		{ "dax", ND_MODE_DEVDAX },
		{ "safe", ND_MODE_SECTOR },
		{ "raw", ND_MODE_RAW },
	};

	for (size_t i = 0; sysfs_mode && i < ARRAY_SIZE(modes); i++)
		if (!strcmp(sysfs_mode, modes[i].word))
			return modes[i].mode;
	return sysfs_mode ? ND_MODE_NEWER : ND_MODE_UNKNOWN;
}

const char *nd_map_name(const char *mode)
{
	if (mode && !strcmp(mode, "ram"))
		return "mem";
	return mode && !strcmp(mode, "pmem") ? "dev" : "none";
}

unsigned int nd_selected_size(struct sysfs_dir *dir)
{
	char text[128], *bracket;

	if (sysfs_attr(dir, "sector_size", text, sizeof(text)) < 0)
		return 0;
	bracket = strchr(text, '[');
	return bracket ? strtoul(bracket + 1, NULL, 10) : 0;
}

void nd_read_uuid(struct sysfs_dir *dir, char uuid[40])
{
	static const char none[] = "00000000-0000-0000-0000-000000000000";
	char text[64];

	if (sysfs_attr(dir, "uuid", text, sizeof(text)) == (int)strlen(none) && strcmp(text, none))
		strcpy(uuid, text);
}

/* If the device shows no size, ns->size is the size of the namespace. */
void nd_read_personality(struct nd_namespace *ns, struct facts *facts)
{
	char *path = nd_path(ns->holder), *mode = NULL;
	struct sysfs_dir dir;
	char kind = *ns->holder;

	if (sysfs_open(&dir, facts, path, ND_AFFECTS))
		sysfs_damaged(&dir, "");
	if (kind == 'b') {
		ns->sector_size = nd_selected_size(&dir);
	} else {
		ns->align = sysfs_number_or(&dir, "align", 0);
		mode = sysfs_text(&dir, "mode");
		ns->map = nd_map_name(mode);
		free(mode);
	}
	/* If the kernel refused the info block, the device shows a size but has no driver. */
	ns->size = sysfs_number_or(&dir, "size", ns->raw_size);
	nd_read_uuid(&dir, ns->uuid);
	ns->enabled = sysfs_has(&dir, "driver");
	ns->unread |= sysfs_close(&dir);
	free(path);
}

void nd_read_huge_align(struct nd_namespace *ns, struct facts *facts)
{
	struct sysfs_dir dir;
	char *path, *text;

	if (!ns->holder || (*ns->holder != 'p' && *ns->holder != 'd'))
		return;
	path = nd_path(ns->holder);
	sysfs_open(&dir, facts, path, ND_AFFECTS);
	text = sysfs_text(&dir, "supported_alignments");
	if (text && sscanf(text, "%*u %lu", &ns->huge_align) != 1)
		ns->huge_align = 0;
	/* It only gives advice: what cannot be read makes no verdict doubtful. */
	sysfs_close(&dir);
	free(text);
	free(path);
}

void nd_read_holder(struct nd_namespace *ns, struct sysfs_dir *dir)
{
	ns->holder = sysfs_text(dir, "holder");
	if (!ns->holder || !*ns->holder || is_personality(ns->holder))
		return;
	/* The holder becomes a part of paths, so only names that the kernel gives are accepted. */
	free(ns->holder);
	ns->holder = NULL;
	sysfs_damaged(dir, "holder");
}
