// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mounts of the listed disks and of virtiofs: the disks they are on, their options, and whether a
 * file on them has DAX.
 */
#include "mounts.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "../../facts/inventory.h"
#include "../../facts/mount-options.h"
#include "../../lib/array.h"
#include "../../lib/xalloc.h"
#include "../read/reader.h"
#include "../record/errors.h"
#include "../record/inventory.h"
#include "find-disk.h"
#include "mount-sample.h"
#include "mountinfo.h"

/* Limit of listed mounts: each takes 4 KiB of memory until it is printed. */
#define MOUNTS_MAX 10000

/* A copy of an option's value without escapes, for the caller to free. */
static char *unmangle_value(const char *value, size_t length)
{
	char *mangled = xstrndup(value, length), *plain = mountinfo_unescape(mangled);

	free(mangled);
	return plain;
}

static size_t find_by_option(const struct inventory *inventory, const struct facts *facts,
			     const struct mountinfo_line *line, const char *name)
{
	size_t length, disk;
	const char *found = mount_option_find(line->super, name, &length);
	char *value;

	if (!found)
		return NO_INDEX;
	value = unmangle_value(found, length);
	disk = disk_by_path(inventory, facts, value);
	free(value);
	return disk;
}

/*
 * The disk of the mount that contains path. If several mount points contain it, the longest one
 * counts.
 */
static size_t disk_of_path(const struct mountinfo_line *lines, size_t count, const char *path,
			   size_t length)
{
	size_t disk = NO_INDEX, longest = 0;

	for (size_t i = 0; i < count; i++) {
		size_t own = strlen(lines[i].mountpoint);

		if (own == 1)
			own = 0;
		if (own < longest || own > length || strncmp(path, lines[i].mountpoint, own) ||
		    (own < length && path[own] != '/'))
			continue;
		longest = own;
		disk = lines[i].disk;
	}
	return disk;
}

/*
 * layers is a list of directories, "/a:/b". Returns the disk of the first one that is on a listed
 * disk.
 */
static size_t disk_of_layers(const struct mountinfo_line *lines, size_t count, const char *layers)
{
	size_t disk = NO_INDEX, length;

	for (const char *at = layers; *at && disk == NO_INDEX; at += length + (at[length] == ':')) {
		length = strcspn(at, ":");
		disk = disk_of_path(lines, count, at, length);
	}
	return disk;
}

/*
 * The disk of an overlay is that of its upper directory. If that is not on a listed disk, the first
 * lower directory that is on one counts.
 */
static size_t find_by_layers(const struct mountinfo_line *lines, size_t count,
			     const struct mountinfo_line *line)
{
	static const char *const names[] = { "upperdir", "lowerdir", "lowerdir+", "datadir+" };
	size_t disk = NO_INDEX, length;

	for (size_t n = 0; n < ARRAY_SIZE(names) && disk == NO_INDEX; n++) {
		const char *at = line->super;

		/* The options with '+' occur once for each directory. */
		while (disk == NO_INDEX && (at = mount_option_find(at, names[n], &length))) {
			char *layers = unmangle_value(at, length);

			disk = disk_of_layers(lines, count, layers);
			free(layers);
			at += length;
		}
	}
	return disk;
}

/* Find the other disks of a btrfs: /sys/fs/btrfs/UUID/devices has a link to each. */
static void find_members(const struct inventory *inventory, struct mount *mount)
{
	static const char top[] = "/sys/fs/btrfs";
	struct dirent *entry;
	DIR *dir;

	if (reader_list(top, &dir))
		return;
	while ((entry = readdir(dir))) {
		char *devices = xasprintf("%s/%s/devices", top, entry->d_name);
		char *own = xasprintf("%s/%s", devices, inventory->disks[mount->disk].dev);
		bool is_this = *entry->d_name != '.' && reader_exists(own);

		for (size_t i = 0; is_this && i < inventory->disk_count; i++) {
			char *other = xasprintf("%s/%s", devices, inventory->disks[i].dev);

			if (i != mount->disk && reader_exists(other)) {
				mount->members =
					array_make_room(mount->members, mount->member_count,
							sizeof(*mount->members));
				mount->members[mount->member_count++] = i;
			}
			free(other);
		}
		free(devices);
		free(own);
	}
	closedir(dir);
}

static void find_disks(struct mount *mount, const struct inventory *inventory,
		       const struct facts *facts, const struct mountinfo_line *line,
		       const struct mountinfo_line *lines, size_t count)
{
	mount->disk = disk_by_number(inventory, line->number);
	mount->by_number = mount->disk != NO_INDEX;
	mount->log_disk = find_by_option(inventory, facts, line, "logdev");
	mount->realtime_disk = find_by_option(inventory, facts, line, "rtdev");
	if (mount->disk == NO_INDEX && strcmp(line->fstype, "virtiofs"))
		mount->disk = disk_by_path(inventory, facts, line->source);
	if (mount->disk == NO_INDEX && !strcmp(line->fstype, "overlay"))
		mount->disk = find_by_layers(lines, count, line);
	if (mount->disk == NO_INDEX) {
		mount->disk =
			mount->realtime_disk != NO_INDEX ? mount->realtime_disk : mount->log_disk;
		mount->data_elsewhere = mount->disk != NO_INDEX;
	}
	if (facts->live && mount->disk != NO_INDEX && !strcmp(line->fstype, "btrfs"))
		find_members(inventory, mount);
	if (!facts->live)
		record_mount_disks(facts, inventory, mount);
}

static void note_dax_use(struct facts *facts, const struct mount *mount)
{
	static const char source[] = "statx";

	if (mount->sample_dax != TRI_YES)
		return;
	if (mount->disk == NO_INDEX)
		facts->dax_use.virtiofs = source;
	else
		facts->dax_use.file = source;
}

/* Returns whether a mount was added. */
static bool add_mount(struct inventory *inventory, struct facts *facts, struct mount found,
		      const struct mountinfo_line *line)
{
	struct mount *mount;

	if (found.disk == NO_INDEX && strcmp(line->fstype, "virtiofs"))
		return false;
	inventory->mounts =
		array_make_room(inventory->mounts, inventory->mount_count, sizeof(*mount));
	mount = &inventory->mounts[inventory->mount_count++];
	*mount = found;
	mount->root = xstrdup(line->root);
	mount->mountpoint = xstrdup(line->mountpoint);
	mount->fstype = xstrdup(line->fstype);
	mount->source = xstrdup(line->source);
	mount->options = mount_options_join(line->options, line->super);
	if (facts->live)
		mount_sample(mount, facts);
	else
		record_mount(facts, mount);
	note_dax_use(facts, mount);
	return true;
}

/* Is the same file system already listed at this place, from a namespace that was read earlier? */
static bool is_listed_mount(const struct inventory *inventory, const struct mountinfo_line *line)
{
	for (size_t i = 0; i < inventory->mount_count; i++) {
		const struct mount *mount = &inventory->mounts[i];

		if (mount->id == line->id ||
		    (mount->number == line->number && !strcmp(mount->root, line->root) &&
		     !strcmp(mount->mountpoint, line->mountpoint)))
			return true;
	}
	return false;
}

static bool is_overlay(const struct mountinfo_line *line)
{
	return !strcmp(line->fstype, "overlay");
}

void mounts_parse_other(struct inventory *inventory, struct facts *facts, char *text,
			const char *mount_namespace, unsigned int pid)
{
	size_t count;
	struct mountinfo_line *lines = mountinfo_split(text, &count);

	/* Overlays are examined last, since their layers are on other mounts. */
	for (int overlays = false; overlays <= true; overlays++) {
		for (size_t i = 0; i < count; i++) {
			struct mount found = { .id = lines[i].id, .number = lines[i].number };

			if (is_overlay(&lines[i]) != overlays)
				continue;
			if (inventory->mount_count == MOUNTS_MAX) {
				facts_skip(facts, "/proc/self/mountinfo", EFBIG, "mounts");
				goto out;
			}
			find_disks(&found, inventory, facts, &lines[i], lines, count);
			lines[i].disk = found.data_elsewhere ? NO_INDEX : found.disk;
			if (mount_namespace && is_listed_mount(inventory, &lines[i])) {
				free(found.members);
				continue;
			}
			found.pid = pid;
			found.mount_namespace = xstrdup(mount_namespace);
			found.line = xstrdup(mount_namespace ? lines[i].whole : NULL);
			if (!add_mount(inventory, facts, found, &lines[i])) {
				free(found.members);
				free(found.mount_namespace);
				free(found.line);
			}
		}
	}
out:
	mountinfo_release(lines, count);
}

void mounts_parse(struct inventory *inventory, struct facts *facts, char *text)
{
	mounts_parse_other(inventory, facts, text, NULL, 0);
}

bool observe_mounts(struct inventory *inventory, struct facts *facts)
{
	static const char path[] = "/proc/self/mountinfo";
	char *text;
	int rc;

	rc = reader_text(path, MOUNTINFO_MAX, &text, NULL, NULL);
	rc = record_error(facts, path, rc);
	if (rc < 0)
		facts_skip(facts, path, rc, "mounts");
	else
		mounts_parse(inventory, facts, text);
	free(text);
	return rc >= 0;
}
