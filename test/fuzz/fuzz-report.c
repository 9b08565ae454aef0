// SPDX-License-Identifier: GPL-2.0-only
/*
 * Names and texts from outside (labels, mount points, the command line) in every report. A shell
 * can evaluate the output, a terminal can show it, and a parser can read it. The texts are parts of
 * the input between NUL bytes.
 */
#include <json-c/json.h>

#include "../../util/judge/judge.h"
#include "../../util/lib/escape.h"
#include "../../util/report/report.h"
#include "fuzz.h"

#define CAPITALS "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define LETTERS  CAPITALS "abcdefghijklmnopqrstuvwxyz"
#define DIGITS   "0123456789"

struct input {
	const uint8_t *data;
	size_t size;
};

/* The next text, NULL for an empty one. The caller frees it. */
static char *next(struct input *input)
{
	const uint8_t *end = memchr(input->data, 0, input->size);
	size_t length = end ? (size_t)(end - input->data) : input->size;
	char *text = length ? xstrndup((const char *)input->data, length) : NULL;

	input->data += length + (end != NULL);
	input->size -= length + (end != NULL);
	return text;
}

/* The same, but never NULL: at least an empty text. */
static char *next_text(struct input *input)
{
	char *text = next(input);

	return text ? text : xstrdup("");
}

/* A list with one text. */
static void *one(size_t size, size_t *count)
{
	*count = 1;
	return xcalloc(1, size);
}

static void fill_facts(struct facts *facts, struct input *input)
{
	char *path = next(input);

	memset(facts, 0, sizeof(*facts));
	facts->kernel.release = next(input);
	facts->kernel.machine = next(input);
	facts->kernel.cmdline = next(input);
	facts->kernel.page_size = 4096;
	facts->kconfig.path = next(input);
	facts->cpuinfo.model = next(input);
	facts->cpuinfo.mips_options = next(input);
	facts->bootlog.source = next(input);
	facts->bootlog.line = next(input);
	if (path)
		facts_skip(facts, path, 2, "kernel.options");
	free(path);
}

static void fill_inventory(struct inventory *inventory, struct input *input)
{
	struct nd_namespace *ns;
	struct mount *mount;
	struct disk *disk;

	memset(inventory, 0, sizeof(*inventory));
	inventory->buses = one(sizeof(struct nd_bus), &inventory->bus_count);
	inventory->buses->dev = xstrdup("ndbus0");
	inventory->buses->provider = next(input);
	inventory->buses->parent = next(input);
	inventory->regions = one(sizeof(struct nd_region), &inventory->region_count);
	inventory->regions->dev = xstrdup("region0");
	inventory->regions->type = xstrdup("pmem");
	inventory->regions->enabled = true;
	inventory->regions->persistence_domain = next(input);
	ns = inventory->namespaces = one(sizeof(*ns), &inventory->namespace_count);
	ns->dev = xstrdup("namespace0.0");
	ns->enabled = true;
	ns->name = next(input);
	ns->holder = next(input);
	ns->sysfs_mode = next(input);
	ns->mode = ns->sysfs_mode ? ND_MODE_NEWER : ND_MODE_FSDAX;
	ns->blockdev = xstrdup("pmem0");
	ns->raw_size = ns->size = 1 << 30;
	disk = inventory->disks = one(sizeof(*disk), &inventory->disk_count);
	disk->dev = xstrdup("pmem0");
	disk->parent = NO_INDEX;
	disk->queue_dax = TRI_YES;
	disk->dm_name = next(input);
	disk->fs.type = next(input);
	mount = inventory->mounts = one(sizeof(*mount), &inventory->mount_count);
	mount->mountpoint = next_text(input);
	mount->fstype = next_text(input);
	mount->source = next_text(input);
	mount->options = next_text(input);
	inventory->environment.virtualization = next(input);
	inventory->environment.os = next(input);
	inventory->environment.auto_online = next(input);
}

/* The end of one word of a shell that has nothing to expand; NULL if there is none. */
static const char *after_word(const char *at)
{
	for (;;) {
		if (*at == '\'') {
			at += 1 + strcspn(at + 1, "'\n");
			if (*at++ != '\'')
				return NULL;
		} else if (!strncmp(at, "\\'", 2)) {
			at += 2;
		} else if (*at && strchr("_.,:/+-", *at)) {
			at++;
		} else {
			size_t length = strspn(at, LETTERS DIGITS);

			if (!length)
				return at;
			at += length;
		}
	}
}

static void check_env(const char *at)
{
	while (*at) {
		REQUIRE(!strncmp(at, "PMEM_", 5));
		at += strspn(at, CAPITALS DIGITS "_");
		REQUIRE(*at == '=');
		at = after_word(at + 1);
		REQUIRE(at && *at == '\n');
		at++;
	}
}

/* NAME{label="value",...} NUMBER */
static void check_metrics(const char *at)
{
	while (*at) {
		bool quoted = false, comment = *at == '#';

		for (; *at && *at != '\n'; at++) {
			if (quoted && *at == '\\') {
				at++;
				REQUIRE(*at == '\\' || *at == '"');
			} else if (!comment && *at == '"') {
				quoted = !quoted;
			}
		}
		REQUIRE(!quoted && *at == '\n');
		at++;
	}
}

static void check_json(const char *text)
{
	struct json_object *object = json_tokener_parse(text);

	REQUIRE(json_object_is_type(object, json_type_object));
	json_object_put(object);
}

/* The output has no control character but line feeds, and is valid UTF-8. */
static void check_text(char *text)
{
	char *rest = text, *line;

	while ((line = strsep(&rest, "\n"))) {
		char *clean = escape_controls(line);

		if (strcmp(clean, line))
			fprintf(stderr, "not fit for a terminal: %s\n", clean);
		REQUIRE(!strcmp(clean, line));
		free(clean);
	}
}

/* The report's output in this format; the caller frees it. */
static char *printed(const struct report *report, enum report_format format)
{
	const struct report_options options = {
		.command = "fuzz",
		.verbose = 2,
	};
	struct report copy = *report;
	size_t length;
	char *text;
	FILE *out;

	copy.options = &options;
	out = xalloc_check(open_memstream(&text, &length));
	report_print(out, format, &copy);
	fclose(out);
	return text;
}

static void report(const struct inventory_verdict *verdict, const struct facts *facts,
		   const struct inventory *inventory)
{
	bool flag = true;
	const struct selection selection = { &flag, &flag, &flag, &flag, true };
	const struct report whole = {
		.facts = facts,
		.host = &verdict->host,
		.objects = verdict,
		.inventory = inventory,
		.selection = &selection,
	};
	char *text;

	text = printed(&whole, FORMAT_ENV);
	check_env(text);
	free(text);
	text = printed(&whole, FORMAT_OPENMETRICS);
	check_metrics(text);
	check_text(text);
	free(text);
	text = printed(&whole, FORMAT_TEXT);
	check_text(text);
	free(text);
	text = printed(&whole, FORMAT_JSON);
	check_json(text);
	free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct input input = { data, size };
	struct inventory_verdict verdict;
	struct inventory inventory;
	struct facts facts;

	fill_facts(&facts, &input);
	fill_inventory(&inventory, &input);
	judge_inventory(&verdict, &facts, &inventory);
	report(&verdict, &facts, &inventory);
	inventory_verdict_release(&verdict);
	inventory_release(&inventory);
	facts_release(&facts);
	return 0;
}
