// SPDX-License-Identifier: GPL-2.0-only
/* The record's errors: files that the live run could not read. */
#include "errors.h"

#include <errno.h>
#include <json-c/json.h>
#include <stdlib.h>
#include <string.h>

#include "../../facts/host.h"
#include "../../lib/errno-name.h"
#include "../../lib/xalloc.h"
#include "json.h"

/* Larger than any errno of any architecture (MIPS has EDQUOT at 1133). */
#define ERRNO_MAX 4095

/* Limit of errors to examine; captures have fewer. */
#define ERRORS_MAX 4096

/* Use errno names, since the numbers differ between architectures. */
struct json_object *record_make_errno(int error)
{
	const char *name = errno_name(error);

	return name ? json_object_new_string(name) : json_object_new_int(error);
}

int record_parse_errno(struct json_object *value)
{
	int64_t number;

	if (json_object_is_type(value, json_type_string)) {
		for (int i = 1; i <= ERRNO_MAX; i++) {
			const char *name = errno_name(i);

			if (name && !strcmp(name, json_object_get_string(value)))
				return i;
		}
		return -1;
	}
	number = json_object_is_type(value, json_type_int) ? json_object_get_int64(value) : -1;
	return number < 0 || number > ERRNO_MAX ? -1 : number;
}

void record_write_errors(struct json_object *record, const struct facts *facts,
			 const char *const *late, size_t late_count)
{
	struct json_object *errors = xalloc_check(json_object_new_object());

	for (size_t i = 0; i < facts->skip_count; i++)
		record_put(errors, facts->skips[i].path, record_make_errno(facts->skips[i].error));
	for (size_t i = 0; i < late_count; i++)
		record_put(errors, late[i], record_make_errno(ETIMEDOUT));
	record_put(record, "errors", errors);
}

int record_find_error(const struct facts *facts, const char *path)
{
	struct json_object *errors = record_member(facts->record, "errors", json_type_object);
	struct json_object *value;
	int error;

	if (!errors || !json_object_object_get_ex(errors, path, &value))
		return 0;
	error = record_parse_errno(value);
	return error < 0 ? 0 : error;
}

int record_error(const struct facts *facts, const char *path, int rc)
{
	int error = record_find_error(facts, path);

	if (error == EBADMSG && rc != -ENOENT)
		return rc;
	return error ? -error : rc;
}

/* Faster than record_parse_errno(), which compares all names. */
static bool is_timeout(struct json_object *value)
{
	if (json_object_is_type(value, json_type_string))
		return !strcmp(json_object_get_string(value), "ETIMEDOUT");
	return record_parse_errno(value) == ETIMEDOUT;
}

typedef bool (*visit_fn)(struct facts *facts, const char *path, const void *what);

/*
 * Call visit() for each file with a timeout until visit() returns true. Returns what the last call
 * returned.
 */
static bool each_timeout(const struct facts *facts, visit_fn visit, struct facts *into,
			 const void *what)
{
	struct json_object *errors = record_member(facts->record, "errors", json_type_object);
	struct lh_entry *entry = errors ? json_object_get_object(errors)->head : NULL;

	/* Captures have fewer errors. */
	for (int i = 0; entry && i < ERRORS_MAX; i++, entry = entry->next)
		if (is_timeout((struct json_object *)lh_entry_v(entry)) &&
		    visit(into, lh_entry_k(entry), what))
			return true;
	return false;
}

/*
 * What a file is needed for, by the start of its path: the keys that lack the file if it is unread,
 * and whether it belongs to the inventory or to the host.
 */
static const struct place {
	const char *prefix, *affects;
	bool inventory;
} places[] = {
	{ "/sys/bus/nd/drivers/", "modules", false },
	{ "/sys/bus/dax/drivers/", "modules", false },
	{ "/sys/bus/nd/", "buses", true },
	{ "/sys/class/nd/", "buses", true },
	{ "/sys/bus/dax/", "dax_regions", true },
	{ "/sys/class/dax/", "dax_regions", true },
	{ "/sys/class/block/", "disks", true },
	{ "/proc/self/mountinfo", "mounts", true },
	{ "/proc/PID/mountinfo", "mounts", true },
	{ "/proc/swaps", "mounts", true },
	{ "/proc/iomem", "environment", true },
	{ "/etc/os-release", "environment", true },
	{ "/sys/class/dmi/", "environment", true },
	{ "/sys/hypervisor/", "environment", true },
	{ "/sys/kernel/mm/", "environment", true },
	{ "/sys/devices/system/memory/", "environment", true },
	{ "/.dockerenv", "environment", true },
	{ "/run/udev/", "filesystems", true },
	{ "libudev/", "filesystems", true },
	{ "/run/.containerenv", "environment", true },
	{ "/run/systemd/container", "environment", true },
	{ "/dev/", "filesystems", true },
	{ "libkmod", "modules", false },
	{ "/sys/devices/system/cpu/", "cpu.caches", false },
	{ "/proc/cpuinfo", "cpu.dcache_aliasing", false },
	{ "/sys/module/", "modules", false },
	{ "/sys/bus/", "modules", false },
	{ "/sys/class/", "modules", false },
	{ "/lib/modules/", "modules", false },
	{ "", "kernel modules", false },
};

static const struct place *place_of(const char *path)
{
	const struct place *place = places;

	/* reader_link() announces a link under such a name. */
	if (!strncmp(path, "readlink ", 9))
		path += 9;
	while (strncmp(path, place->prefix, strlen(place->prefix)))
		place++;
	return place;
}

const char *record_affects(const char *path)
{
	return place_of(path)->affects;
}

struct noting {
	bool inventory;
	size_t before; /* number of skips that observers noted; the record has each path once */
};

static bool note_timeout(struct facts *facts, const char *path, const void *what)
{
	const struct noting *noting = what;
	const struct place *place = place_of(path);

	if (place->inventory == noting->inventory &&
	    !facts_have_skipped(facts, noting->before, path))
		facts_skip(facts, path, ETIMEDOUT, place->affects);
	return false;
}

void record_note_timeouts(struct facts *facts, bool inventory)
{
	struct noting noting = { inventory, facts->skip_count };

	each_timeout(facts, note_timeout, facts, &noting);
}

static bool is_below(struct facts *facts, const char *path, const void *what)
{
	size_t length = strlen(what);

	(void)facts;
	return !strncmp(path, what, length) && path[length] == '/';
}

bool record_has_timeout(const struct facts *facts, const char *dir)
{
	return each_timeout(facts, is_below, NULL, dir);
}
