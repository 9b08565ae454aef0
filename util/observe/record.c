// SPDX-License-Identifier: GPL-2.0-only
/* What only a live run can see, as a capture has written it down. */
#include <errno.h>
#include <fcntl.h>
#include <json-c/json.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "../must.h"
#include "observe.h"
#include "reader.h"

static char *string_member(struct json_object *object, const char *key)
{
	struct json_object *value;

	if (!json_object_object_get_ex(object, key, &value) ||
	    !json_object_is_type(value, json_type_string) || !json_object_get_string_len(value))
		return NULL;
	return must_strdup(json_object_get_string(value));
}

/* A number in [0, max], else 0. */
static long number_member(struct json_object *object, const char *key, long max)
{
	struct json_object *value;
	int64_t n;

	if (!json_object_object_get_ex(object, key, &value) ||
	    !json_object_is_type(value, json_type_int))
		return 0;
	n = json_object_get_int64(value);
	return n < 0 || n > max ? 0 : n;
}

static bool is_power_of_two(long n)
{
	return n > 0 && !(n & (n - 1));
}

static void read_kernel(struct kernel_facts *kernel, struct json_object *object)
{
	long page_size = number_member(object, "page_size", 1L << 24);

	kernel->release = string_member(object, "release");
	kernel->machine = string_member(object, "machine");
	if (is_power_of_two(page_size) && page_size >= 1024) {
		kernel->page_size = page_size;
		kernel->page_size_source = RECORD_PATH;
	}
}

static void read_colour(struct colour_probe *probe, struct json_object *object)
{
	probe->asked = number_member(object, "asked", 64);
	probe->refused = number_member(object, "refused", 64);
	probe->span = number_member(object, "span", 1L << 30);
	probe->error = -number_member(object, "error", 4095);
	/* Not a record a probe can have written: take nothing from it. */
	if (!probe->asked || probe->refused > probe->asked ||
	    (probe->refused && !is_power_of_two(probe->span)) || (!probe->refused && probe->span)) {
		memset(probe, 0, sizeof(*probe));
		return;
	}
	probe->done = !probe->error;
}

void observe_record(struct facts *facts)
{
	static const char affects[] = "kernel.page_size cpu.dcache_aliasing";
	struct json_object *root = NULL, *member;
	struct json_tokener *tokener;
	size_t length;
	char *text;
	int rc;

	rc = reader_text(AT_FDCWD, RECORD_PATH, 1 << 20, &text, &length, NULL);
	if (rc < 0) {
		facts_skip(facts, RECORD_PATH, rc, affects);
		return;
	}
	tokener = must(json_tokener_new_ex(16));
	root = json_tokener_parse_ex(tokener, text, length);
	if (!root || !json_object_is_type(root, json_type_object)) {
		facts_skip(facts, RECORD_PATH, EBADMSG, affects);
		goto out;
	}
	if (json_object_object_get_ex(root, "kernel", &member))
		read_kernel(&facts->kernel, member);
	if (json_object_object_get_ex(root, "colour_probe", &member))
		read_colour(&facts->colour, member);
out:
	json_object_put(root);
	json_tokener_free(tokener);
	free(text);
}
