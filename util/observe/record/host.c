// SPDX-License-Identifier: GPL-2.0-only
/*
 * The host's part of a record: kernel, colour probe, boot log, mounts with DAX. Each part has a
 * writer, followed by its reader.
 */
#include "host.h"

#include <ctype.h>
#include <errno.h>
#include <json-c/json.h>
#include <stdlib.h>
#include <string.h>

#include "../../facts/host.h"
#include "../../lib/xalloc.h"
#include "errors.h"
#include "json.h"

/* Limit of offsets that a probe tries: one for each power of two. */
#define COLOURS_MAX 64

static const char page_size_source[] = "AT_PAGESZ";
static const char log_source[] = "syslog(2)";

static bool is_power_of_two(long n)
{
	return n > 0 && !(n & (n - 1));
}

static void write_origin(struct json_object *record, const struct origin_facts *origin)
{
	record_put_text(record, "time", origin->time);
	record_put_text(record, "host", origin->host);
}

/* Is it a time as captures write it, "2026-01-31T12:00:00Z"? */
static bool is_record_time(const char *text)
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
	if (origin->time && !is_record_time(origin->time)) {
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
		   probe->error ? record_make_errno(-probe->error) : json_object_new_int(0));
	record_put(record, "colour_probe", object);
}

/* Ignore values that no probe can have written: without refusals they would count as an answer. */
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
	error = record_parse_errno(value);
	if (error < 0)
		return;
	/* A failed probe proves nothing, so its counts are not checked. */
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

static const char mounts_source[] = "/proc/self/mountinfo";

/* Write only what mountinfo shows: a capture of the inventory has the other sources. */
static void write_dax_mounts(struct json_object *record, const struct dax_use_facts *use)
{
	struct json_object *object = xalloc_check(json_object_new_object());

	if (use->file && !strcmp(use->file, mounts_source))
		record_put(object, "file", json_object_new_boolean(true));
	if (use->virtiofs && !strcmp(use->virtiofs, mounts_source))
		record_put(object, "virtiofs", json_object_new_boolean(true));
	if (json_object_object_length(object))
		record_put(record, "dax_mounts", object);
	else
		json_object_put(object);
}

static bool is_true(struct json_object *object, const char *key)
{
	return json_object_get_boolean(record_member(object, key, json_type_boolean));
}

static void read_dax_mounts(struct dax_use_facts *use, struct json_object *record)
{
	struct json_object *object = record_member(record, "dax_mounts", json_type_object);

	if (is_true(object, "file"))
		use->file = mounts_source;
	if (is_true(object, "virtiofs"))
		use->virtiofs = mounts_source;
}

bool record_bootlog(struct facts *facts)
{
	struct json_object *object = record_member(facts->record, "boot_log", json_type_object);
	struct json_object *mismatch = record_member(object, "nios2_mismatch", json_type_boolean);
	struct bootlog_facts *log = &facts->bootlog;

	if (!object && record_find_error(facts, log_source)) {
		facts_skip(facts, log_source, record_find_error(facts, log_source),
			   "cpu.dcache_aliasing");
		return true;
	}
	if (!object)
		return false;
	log->source = xstrdup(log_source);
	log->line = record_text(object, "line");
	log->cpu = record_text(object, "cpu");
	log->system = record_text(object, "system");
	log->nios2_mismatch = mismatch && json_object_get_boolean(mismatch);
	return true;
}

void record_write_host(struct json_object *record, const struct facts *facts)
{
	write_origin(record, &facts->origin);
	write_kernel(record, &facts->kernel);
	write_colour(record, &facts->colour);
	write_bootlog(record, &facts->bootlog);
	write_dax_mounts(record, &facts->dax_use);
}

void record_read_host(struct facts *facts, struct json_object *record)
{
	read_origin(&facts->origin, record);
	read_kernel(&facts->kernel, record);
	read_colour(&facts->colour, record);
	read_dax_mounts(&facts->dax_use, record);
}
