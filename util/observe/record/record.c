// SPDX-License-Identifier: GPL-2.0-only
/* The record's host part: errors, kernel, colour probe, boot log. Each is written, then read. */
#include "record.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <json-c/json.h>
#include <stdlib.h>
#include <string.h>

#include "../../lib/xalloc.h"
#include "../host/bootlog.h"
#include "../read/reader.h"

#define RECORD_MAX     (16UL << 20)
#define RECORD_VERSION 1

/* Of 10,000 namespaces with their disks: 40 MiB. */
#define PARSED_MAX (96UL << 20)

/* Larger than any errno of any architecture (MIPS has EDQUOT at 1133). */
#define ERRNO_MAX 4095

/* More files than any capture waits for in vain. */
#define ERRORS_MAX 4096

/* More offsets than a probe can try: one a power of two. */
#define COLOURS_MAX 64

static const char page_size_source[] = "AT_PAGESZ";
static const char log_source[] = "syslog(2)";

struct json_object *record_member(struct json_object *object, const char *key, int type)
{
	struct json_object *value;

	if (!json_object_is_type(object, json_type_object) ||
	    !json_object_object_get_ex(object, key, &value) ||
	    !json_object_is_type(value, (enum json_type)type))
		return NULL;
	return value;
}

bool record_number(struct json_object *object, const char *key, long long max, long long *value)
{
	struct json_object *number = record_member(object, key, json_type_int);
	int64_t n = number ? json_object_get_int64(number) : -1;

	if (n < 0 || n > max)
		return false;
	*value = n;
	return true;
}

char *record_text(struct json_object *object, const char *key)
{
	struct json_object *value = record_member(object, key, json_type_string);

	const char *text = value ? json_object_get_string(value) : "";

	/* One that begins with "\u0000" has a length and is empty all the same. */
	return *text ? xstrdup(text) : NULL;
}

void record_put(struct json_object *object, const char *key, struct json_object *value)
{
	if (json_object_object_add(object, key, xalloc_check(value)))
		xalloc_check(NULL);
}

void record_put_text(struct json_object *object, const char *key, const char *text)
{
	if (text)
		record_put(object, key, json_object_new_string(text));
}

static bool is_power_of_two(long n)
{
	return n > 0 && !(n & (n - 1));
}

/* Names, since numbers differ between architectures. */
static struct json_object *make_errno(int error)
{
	const char *name = strerrorname_np(error);

	return name ? json_object_new_string(name) : json_object_new_int(error);
}

/* Its positive number, or zero for a zero; -1 for what is none. Older records have numbers. */
static int parse_errno(struct json_object *value)
{
	int64_t number;

	if (json_object_is_type(value, json_type_string)) {
		for (int i = 1; i <= ERRNO_MAX; i++) {
			const char *name = strerrorname_np(i);

			if (name && !strcmp(name, json_object_get_string(value)))
				return i;
		}
		return -1;
	}
	number = json_object_is_type(value, json_type_int) ? json_object_get_int64(value) : -1;
	return number < 0 || number > ERRNO_MAX ? -1 : number;
}

static void write_errors(struct json_object *record, const struct facts *facts,
			 const char *const *late, size_t late_count)
{
	struct json_object *errors = xalloc_check(json_object_new_object());

	for (size_t i = 0; i < facts->skip_count; i++)
		record_put(errors, facts->skips[i].path, make_errno(facts->skips[i].error));
	for (size_t i = 0; i < late_count; i++)
		record_put(errors, late[i], make_errno(ETIMEDOUT));
	record_put(record, "errors", errors);
}

/* A path's error of the live run, positive; 0: none, or not recorded. */
static int error_of(const struct facts *facts, const char *path)
{
	struct json_object *errors = record_member(facts->record, "errors", json_type_object);
	struct json_object *value;
	int error;

	if (!errors || !json_object_object_get_ex(errors, path, &value))
		return 0;
	error = parse_errno(value);
	return error < 0 ? 0 : error;
}

int record_error(const struct facts *facts, const char *path, int rc)
{
	int error = error_of(facts, path);

	if (error == EBADMSG && rc != -ENOENT)
		return rc;
	return error ? -error : rc;
}

/* parse_errno() would look for every other name before. */
static bool is_timeout(struct json_object *value)
{
	if (json_object_is_type(value, json_type_string))
		return !strcmp(json_object_get_string(value), "ETIMEDOUT");
	return parse_errno(value) == ETIMEDOUT;
}

typedef bool (*visit_fn)(struct facts *facts, const char *path, const void *what);

/* Each file that was late, until visit() returns true. Returns what the last one did. */
static bool each_timeout(const struct facts *facts, visit_fn visit, struct facts *into,
			 const void *what)
{
	struct json_object *errors = record_member(facts->record, "errors", json_type_object);
	struct lh_entry *entry = errors ? json_object_get_object(errors)->head : NULL;

	/* No capture has as many errors. */
	for (int i = 0; entry && i < ERRORS_MAX; i++, entry = entry->next)
		if (is_timeout((struct json_object *)lh_entry_v(entry)) &&
		    visit(into, lh_entry_k(entry), what))
			return true;
	return false;
}

/* What a file would have told that was not read, and which observers read it. */
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

	/* As reader_link() calls it. */
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
	size_t before; /* skips of the observers: a record names no path twice */
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

bool record_is_unread(const struct facts *facts)
{
	return !facts->record && facts_have_skipped(facts, facts->skip_count, RECORD_PATH);
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

static void write_origin(struct json_object *record, const struct origin_facts *origin)
{
	record_put_text(record, "time", origin->time);
	record_put_text(record, "host", origin->host);
}

/* "2026-01-31T12:00:00Z", the one form that a capture writes. */
static bool is_time(const char *text)
{
	static const char form[] = "dddd-dd-ddTdd:dd:ddZ";

	for (size_t i = 0; i < sizeof(form); i++)
		if (form[i] == 'd' ? !isdigit((unsigned char)text[i]) : text[i] != form[i])
			return false;
	return true;
}

static void read_origin(struct origin_facts *origin, struct json_object *record)
{
	origin->host = record_text(record, "host");
	origin->time = record_text(record, "time");
	if (origin->time && !is_time(origin->time)) {
		free(origin->time);
		origin->time = NULL;
	}
}

static void write_kernel(struct json_object *record, const struct kernel_facts *kernel)
{
	struct json_object *object = xalloc_check(json_object_new_object());

	record_put_text(object, "release", kernel->release);
	record_put_text(object, "machine", kernel->machine);
	record_put(object, "page_size", json_object_new_int64(kernel->page_size));
	record_put_text(object, "page_size_source", kernel->page_size_source);
	record_put(record, "kernel", object);
}

static void read_kernel(struct kernel_facts *kernel, struct json_object *record)
{
	struct json_object *object = record_member(record, "kernel", json_type_object);
	char *source = record_text(object, "page_size_source");
	long long page_size = 0;

	kernel->release = record_text(object, "release");
	kernel->machine = record_text(object, "machine");
	record_number(object, "page_size", 1L << 24, &page_size);
	if (is_power_of_two(page_size) && page_size >= 1024) {
		kernel->page_size = page_size;
		kernel->page_size_source = source && !strcmp(source, page_size_source)
						   ? page_size_source
						   : RECORD_PATH;
	}
	free(source);
}

static void write_colour(struct json_object *record, const struct colour_probe *probe)
{
	struct json_object *object = xalloc_check(json_object_new_object());

	record_put(object, "asked", json_object_new_int64(probe->asked));
	record_put(object, "refused", json_object_new_int64(probe->refused));
	record_put(object, "span", json_object_new_int64(probe->span));
	record_put(object, "error",
		   probe->error ? make_errno(-probe->error) : json_object_new_int(0));
	record_put(record, "colour_probe", object);
}

/* Nothing is taken from a record that no probe can have written: no refusals is an answer, too. */
static void read_colour(struct colour_probe *probe, struct json_object *record)
{
	struct json_object *object = record_member(record, "colour_probe", json_type_object);
	long long asked, refused, span;
	struct json_object *value;
	int error;

	if (!record_number(object, "asked", COLOURS_MAX, &asked) ||
	    !record_number(object, "refused", asked, &refused) ||
	    !record_number(object, "span", 1L << 30, &span) ||
	    !json_object_object_get_ex(object, "error", &value))
		return;
	error = parse_errno(value);
	if (error < 0)
		return;
	/* One that failed proves nothing, however far it came. */
	if (!error && (!asked || (refused ? !is_power_of_two(span) : span != 0)))
		return;
	probe->asked = asked;
	probe->refused = refused;
	probe->span = span;
	probe->error = -error;
	probe->done = !error;
}

static void write_bootlog(struct json_object *record, const struct bootlog_facts *log)
{
	struct json_object *object;

	if (!log->source)
		return;
	object = xalloc_check(json_object_new_object());
	record_put_text(object, "line", log->line);
	record_put_text(object, "cpu", log->cpu);
	record_put_text(object, "system", log->system);
	record_put(object, "nios2_mismatch", json_object_new_boolean(log->nios2_mismatch));
	record_put(record, "boot_log", object);
}

bool record_bootlog(struct facts *facts)
{
	struct json_object *object = record_member(facts->record, "boot_log", json_type_object);
	struct json_object *mismatch = record_member(object, "nios2_mismatch", json_type_boolean);
	struct bootlog_facts *log = &facts->bootlog;
	char *line;

	if (!object && error_of(facts, log_source)) {
		facts_skip(facts, log_source, error_of(facts, log_source), "cpu.dcache_aliasing");
		return true;
	}
	if (!object)
		return false;
	log->source = xstrdup(log_source);
	line = record_text(object, "line");
	/* What the line says is told by the line, not by whoever wrote it down. */
	if (line)
		bootlog_parse(log, line);
	free(line);
	/* The line is the cache's. Names in it, if someone put them there, do not count. */
	free(log->cpu);
	free(log->system);
	log->cpu = record_text(object, "cpu");
	log->system = record_text(object, "system");
	log->nios2_mismatch |= mismatch && json_object_get_boolean(mismatch);
	return true;
}

void record_say_whose(struct json_object *record, bool inventory)
{
	record_put(record, "inventory", json_object_new_boolean(inventory));
}

struct json_object *record_make(const struct facts *facts, const struct inventory *inventory,
				const char *const *late, size_t late_count)
{
	struct json_object *record = xalloc_check(json_object_new_object());

	record_put(record, "version", json_object_new_int(RECORD_VERSION));
	write_origin(record, &facts->origin);
	write_kernel(record, &facts->kernel);
	write_colour(record, &facts->colour);
	write_bootlog(record, &facts->bootlog);
	write_errors(record, facts, late, late_count);
	if (inventory)
		record_add_inventory(record, inventory);
	return record;
}

static const char affects[] = "kernel.page_size cpu.dcache_aliasing";

void record_take(struct facts *facts, struct json_object *record)
{
	long long version = 0;

	record_number(record, "version", INT64_MAX, &version);
	if (version > RECORD_VERSION) {
		json_object_put(record);
		facts_skip(facts, RECORD_PATH, EBADMSG, affects);
		return;
	}
	facts->record = record;
	facts->witnessed = version > 0;
	read_origin(&facts->origin, record);
	read_kernel(&facts->kernel, record);
	read_colour(&facts->colour, record);
}

/*
 * What json-c allocates for a text, about: an object or an array has a table of its own, each
 * other value an object. Counted before it is parsed, as "{},{}," grows 270-fold.
 */
static size_t parsed_size(const char *text, size_t length)
{
	size_t containers = 0, values = 0;
	bool within = false;

	for (size_t i = 0; i < length; i++) {
		if (text[i] == '"')
			within = !within;
		else if (within && text[i] == '\\')
			i++;
		else if (!within && (text[i] == '{' || text[i] == '['))
			containers++;
		else if (!within && (text[i] == ',' || text[i] == ':'))
			values++;
	}
	return containers * 1024 + values * 160 + length;
}

void record_take_text(struct facts *facts, const char *text, size_t length)
{
	/* As deep as no record is: who parses it goes down by calling itself. */
	struct json_tokener *tokener;
	struct json_object *record;

	if (parsed_size(text, length) > PARSED_MAX) {
		facts_skip(facts, RECORD_PATH, EFBIG, affects);
		return;
	}
	tokener = xalloc_check(json_tokener_new_ex(16));
	record = json_tokener_parse_ex(tokener, text, length);
	json_tokener_free(tokener);
	if (json_object_is_type(record, json_type_object)) {
		record_take(facts, record);
		return;
	}
	json_object_put(record);
	facts_skip(facts, RECORD_PATH, EBADMSG, affects);
}

void record_open(struct facts *facts)
{
	size_t length;
	char *text;
	int rc;

	rc = reader_text(RECORD_PATH, RECORD_MAX, &text, &length, NULL);
	if (rc < 0) {
		facts_skip(facts, RECORD_PATH, rc, affects);
		return;
	}
	record_take_text(facts, text, length);
	free(text);
}
