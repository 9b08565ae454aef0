// SPDX-License-Identifier: GPL-2.0-only
/*
 * node_exporter reads the Prometheus text format 0.0.4, which has neither the type "info" nor
 * "stateset" of OpenMetrics. Still, a three-valued answer is printed as a stateset would be: one
 * series for each value, of which one is 1 and the others are 0.
 */
#include "openmetrics.h"

#include <search.h>
#include <stdlib.h>
#include <string.h>

#include "../lib/array.h"
#include "../lib/escape.h"
#include "../lib/textbuf.h"
#include "../lib/xalloc.h"
#include "cxl-keys.h"
#include "filter.h"
#include "host-keys.h"
#include "object-keys.h"

/* The series of one metric. They must be printed without another metric between them. */
struct family {
	FILE *out;
	const char *name;
	void *given; /* a tsearch(3) tree of the label sets printed so far: each must be unique */
};

struct label {
	const char *name;  /* a literal; NULL terminates a list */
	const char *value; /* any text; NULL becomes "", which Prometheus treats as no label */
};

#define LABELS(...) ((const struct label[]){ __VA_ARGS__, { NULL, NULL } })
#define NO_LABELS   ((const struct label[]){ { NULL, NULL } })

static int by_label_set(const void *a, const void *b)
{
	return strcmp(a, b);
}

static void family_begin(struct family *family, FILE *out, const char *name, const char *help)
{
	*family = (struct family){ .out = out, .name = name };
	fprintf(out, "# HELP %s %s\n# TYPE %s gauge\n", name, help, name);
}

static void family_end(struct family *family)
{
	tdestroy(family->given, free);
}

static void add_label(struct textbuf *text, const struct label *label)
{
	/* The result is valid UTF-8 and has no line feed. */
	char *clean = escape_controls(label->value ? label->value : "");

	textbuf_printf(text, "%s%s=\"", text->length ? "," : "{", label->name);
	for (const char *c = clean; *c; c++) {
		if (*c == '"' || *c == '\\')
			textbuf_add_bytes(text, "\\", 1);
		textbuf_add_bytes(text, c, 1);
	}
	textbuf_add_bytes(text, "\"", 1);
	free(clean);
}

/* "{labels,extra}", or "" without labels; the caller frees it. */
static char *label_set(const struct label *labels, const struct label *extra)
{
	struct textbuf text = { 0 };

	for (const struct label *l = labels; l->name; l++)
		add_label(&text, l);
	if (extra)
		add_label(&text, extra);
	if (text.length)
		textbuf_add_bytes(&text, "}", 1);
	return textbuf_take(&text);
}

/*
 * Print one series. Leave out a second series with the same labels, since it would make the whole
 * file invalid. Two mounts on one point have the same labels, and so have names in a forged tree
 * that differ only in what cannot be printed.
 */
static void add_sample_with(struct family *family, const struct label *labels,
			    const struct label *extra, unsigned long long value)
{
	char *text = label_set(labels, extra);
	char **node = xalloc_check(tsearch(text, &family->given, by_label_set));

	if (*node != text) {
		free(text);
		return;
	}
	fprintf(family->out, "%s%s %llu\n", family->name, text, value);
}

static void add_sample(struct family *family, const struct label *labels, unsigned long long value)
{
	add_sample_with(family, labels, NULL, value);
}

/* Print one series for each state that a value can have: 1 for value, 0 for the others. */
static void add_state_samples(struct family *family, const struct label *labels, const char *label,
			      const char *const *states, const char *value)
{
	for (; *states; states++) {
		struct label state = { label, *states };

		add_sample_with(family, labels, &state, value && !strcmp(value, *states));
	}
}

static const char *const tri_states[] = { "yes", "no", "unknown", NULL };
static const char *const accesses[] = { "unknown", "none",       "block", "fsdax",
					"devdax",  "system-ram", NULL };

static const char *const enabled[] = { "enabled", NULL };

/* --- the host --- */

#define MAX_LABELS 16

/* The labels of an info metric; they point into keys. */
static void info_labels(struct label labels[MAX_LABELS], const struct keys *keys)
{
	size_t count = 0;

	for (size_t i = 0; i < keys->count && count < MAX_LABELS - 1; i++)
		if (keys->values[i].key.label)
			labels[count++] =
				(struct label){ keys->values[i].key.label, keys->values[i].text };
	labels[count] = (struct label){ NULL, NULL };
}

/* Print a metric that is always 1. Its labels are the keys that add() lists. */
static void print_info(FILE *out, const struct report *r, const char *name, const char *help,
		       void (*add)(struct keys *keys, const struct report *report))
{
	struct keys keys = keys_for_flat();
	struct label labels[MAX_LABELS];
	struct family f;

	add(&keys, r);
	info_labels(labels, &keys);
	family_begin(&f, out, name, help);
	add_sample(&f, labels, 1);
	family_end(&f);
	keys_release(&keys);
}

/* Print one series without labels, or nothing if the number is 0, which means unknown. */
static void print_number(FILE *out, const char *name, const char *help, unsigned long number)
{
	struct family f;

	if (!number)
		return;
	family_begin(&f, out, name, help);
	add_sample(&f, NO_LABELS, number);
	family_end(&f);
}

static void mode_metrics(FILE *out, const struct host_verdict *v)
{
	struct family f;

	family_begin(&f, out, "pmem_mode_state",
		     "Does the host support the mode? Exactly one state is 1.");
	for (int i = 0; i < MODE_COUNT; i++)
		add_state_samples(&f, LABELS({ "mode", mode_name(i) }), "state", tri_states,
				  tri_name(v->modes[i].supported));
	family_end(&f);
	family_begin(&f, out, "pmem_mode_limits", "Reasons why a class of devices lacks the mode.");
	for (int i = 0; i < MODE_COUNT; i++)
		add_sample(&f, LABELS({ "mode", mode_name(i) }), v->modes[i].limit_count);
	family_end(&f);
}

static void host_metrics(FILE *out, const struct report *r)
{
	const struct host_verdict *v = r->host;
	struct family f;

	print_info(out, r, "pmem_kernel_info",
		   "The kernel that was judged, and the program that judged it.", kernel_keys);
	print_number(out, "pmem_page_size_bytes", "The kernel's page size.", v->page_size);
	family_begin(&f, out, "pmem_dcache_aliasing_state",
		     "Does the data cache alias? Exactly one state is 1.");
	add_state_samples(&f, NO_LABELS, "state", tri_states, tri_name(v->alias.aliasing));
	family_end(&f);
	print_info(out, r, "pmem_dcache_info",
		   "The kind of evidence that decides whether the data cache aliases.", cpu_keys);
	print_number(out, "pmem_dcache_alias_span_bytes",
		     "Bytes between two pages of the same colour.", v->alias.span);
	mode_metrics(out, v);
}

/* Count findings by id and severity: the severity can differ from one subject to another. */
static void findings_metrics(FILE *out, const struct host_verdict *v, const struct facts *facts)
{
	unsigned int counts[REASON_COUNT][SEVERITY_ERROR + 1] = { 0 };
	struct family f;

	for (size_t i = 0; i < v->finding_count; i++)
		counts[v->findings[i].reason][v->findings[i].severity]++;
	family_begin(&f, out, "pmem_findings",
		     "Findings by id; an id without findings has no series.");
	for (int reason = 0; reason < REASON_COUNT; reason++)
		for (int severity = 0; severity <= SEVERITY_ERROR; severity++)
			if (counts[reason][severity])
				add_sample(&f,
					   LABELS({ "id", reason_words(reason)->id },
						  { "severity", severity_name(severity) }),
					   counts[reason][severity]);
	family_end(&f);
	family_begin(&f, out, "pmem_skipped", "Sources that could not be read.");
	add_sample(&f, NO_LABELS, facts->skip_count);
	family_end(&f);
	fputs("# EOF\n", out);
}

/* --- the inventory --- */

/* A metric that each object of a kind has. */
struct object_family {
	const char *name, *help;
	const char *json; /* the JSON key whose value it has; NULL: always 1, with all labels */
	/* the possible values, terminated by NULL; NULL: the value is a number */
	const char *const *states;
	const char *label; /* of a series for each state; NULL: one series, 1 for states[0] */
};

/* A kind of object. Its first labels, as many as `identity`, tell one object from another. */
struct kind {
	const struct object_family *families;
	size_t family_count;
	size_t identity;
};

static const struct object_family namespace_families[] = {
	{ "pmem_namespace_info", "A namespace, as ndctl list shows it.", NULL, NULL, NULL },
	{ "pmem_namespace_size_bytes", "The size of a namespace.", "size", NULL, NULL },
	{ "pmem_namespace_enabled", "Are the namespace and its region enabled?", "state", enabled,
	  NULL },
	{ "pmem_namespace_effective", "What programs get from it: exactly one access is 1.",
	  "effective", accesses, "access" },
	{ "pmem_namespace_map_sync_state",
	  "Could it give MAP_SYNC mappings? Exactly one state is 1.", "map_sync", tri_states,
	  "state" },
};

static const struct object_family dax_families[] = {
	{ "pmem_dax_device_info", "A dax device, as daxctl list shows it.", NULL, NULL, NULL },
	{ "pmem_dax_device_effective", "What programs get from it: exactly one access is 1.",
	  "effective", accesses, "access" },
};

static const struct object_family cxl_memdev_families[] = {
	{ "pmem_cxl_memdev_info", "A CXL memory device, as cxl list shows it.", NULL, NULL, NULL },
	{ "pmem_cxl_memdev_pmem_bytes", "Its persistent memory.", "pmem_size", NULL, NULL },
	{ "pmem_cxl_memdev_pmem_free_bytes", "Its persistent memory that is in no region.",
	  "pmem_available_size", NULL, NULL },
	{ "pmem_cxl_memdev_ram_bytes", "Its volatile memory.", "ram_size", NULL, NULL },
	{ "pmem_cxl_memdev_ram_free_bytes", "Its volatile memory that is in no region.",
	  "ram_available_size", NULL, NULL },
	{ "pmem_cxl_memdev_enabled", "Has it a driver?", "state", enabled, NULL },
};

static const char *const outcomes[] = { "nd-region", "dax-region", "system-ram",
					"nothing",   "unknown",    NULL };

static const struct object_family cxl_region_families[] = {
	{ "pmem_cxl_region_info", "A CXL region, as cxl list shows it.", NULL, NULL, NULL },
	{ "pmem_cxl_region_size_bytes", "Its size.", "size", NULL, NULL },
	{ "pmem_cxl_region_enabled", "Has it a driver?", "state", enabled, NULL },
	{ "pmem_cxl_region_became", "What it has become: one state is 1.", "became", outcomes,
	  "state" },
};

static const struct object_family mount_families[] = {
	{ "pmem_mount_info", "A mount of persistent memory, or of a virtiofs.", NULL, NULL, NULL },
	{ "pmem_mount_dax_state", "Is DAX in effect on it? Exactly one state is 1.",
	  "dax_effective", tri_states, "state" },
	{ "pmem_mount_map_sync_state", "Does it give MAP_SYNC mappings? Exactly one state is 1.",
	  "map_sync", tri_states, "state" },
};

static const struct kind namespaces = { namespace_families, ARRAY_SIZE(namespace_families), 1 };
static const struct kind dax_devices = { dax_families, ARRAY_SIZE(dax_families), 1 };
static const struct kind cxl_memdevs = { cxl_memdev_families, ARRAY_SIZE(cxl_memdev_families), 1 };
static const struct kind cxl_regions = { cxl_region_families, ARRAY_SIZE(cxl_region_families), 1 };
static const struct kind mounts = { mount_families, ARRAY_SIZE(mount_families), 2 };

static void add_object_sample(struct family *f, const struct kind *kind,
			      const struct object_family *family, const struct keys *keys)
{
	struct label labels[MAX_LABELS];
	const char *value = family->json ? keys_text(keys, family->json) : "1";

	info_labels(labels, keys);
	if (family->json)
		labels[kind->identity] = (struct label){ NULL, NULL };
	if (family->label)
		add_state_samples(f, labels, family->label, family->states, value);
	else if (family->states)
		add_sample(f, labels, value && !strcmp(value, family->states[0]));
	else if (value)
		add_sample(f, labels, strtoull(value, NULL, 10));
}

/* Prints the families of the objects and frees their keys. */
static void print_objects(FILE *out, const struct kind *kind, struct keys *objects, size_t count)
{
	struct family f;

	for (size_t i = 0; i < kind->family_count; i++) {
		family_begin(&f, out, kind->families[i].name, kind->families[i].help);
		for (size_t o = 0; o < count; o++)
			add_object_sample(&f, kind, &kind->families[i], &objects[o]);
		family_end(&f);
	}
	for (size_t o = 0; o < count; o++)
		keys_release(&objects[o]);
	free(objects);
}

static void namespace_metrics(FILE *out, const struct report *r)
{
	size_t total = r->inventory->namespace_count, count = 0;
	struct keys *objects = xcalloc(total, sizeof(*objects));

	for (size_t i = 0; i < total; i++)
		if (r->selection->namespaces[i])
			namespace_keys(&objects[count++], r, i);
	print_objects(out, &namespaces, objects, count);
}

static void dax_device_metrics(FILE *out, const struct report *r)
{
	size_t total = r->inventory->dax_count, count = 0;
	struct keys *objects = xcalloc(total, sizeof(*objects));

	for (size_t i = 0; i < total; i++)
		if (filter_has_dax(r, i))
			dax_device_keys(&objects[count++], r, i);
	print_objects(out, &dax_devices, objects, count);
}

static void cxl_metrics(FILE *out, const struct report *r)
{
	const struct cxl_facts *cxl = &r->inventory->cxl;
	size_t memdevs = r->selection->all ? cxl->memdev_count : 0;
	size_t regions = r->selection->all ? cxl->region_count : 0;
	struct keys *objects = xcalloc(memdevs, sizeof(*objects));

	for (size_t i = 0; i < memdevs; i++)
		cxl_memdev_keys(&objects[i], r, i);
	print_objects(out, &cxl_memdevs, objects, memdevs);
	objects = xcalloc(regions, sizeof(*objects));
	for (size_t i = 0; i < regions; i++)
		cxl_region_keys(&objects[i], r, i);
	print_objects(out, &cxl_regions, objects, regions);
}

/*
 * Print the last mount first: of two mounts on one point programs see the later one, and
 * add_sample_with() keeps the first.
 */
static void mount_metrics(FILE *out, const struct report *r)
{
	size_t total = r->inventory->mount_count, count = 0;
	struct keys *objects = xcalloc(total, sizeof(*objects));
	bool *disks = filter_disks(r);

	for (size_t i = total; i-- > 0;)
		if (filter_has_mount(r, disks, i))
			mount_keys(&objects[count++], r, i);
	print_objects(out, &mounts, objects, count);
	free(disks);
}

void openmetrics_print(FILE *out, const struct report *r)
{
	host_metrics(out, r);
	if (r->inventory) {
		namespace_metrics(out, r);
		dax_device_metrics(out, r);
		cxl_metrics(out, r);
		mount_metrics(out, r);
	}
	findings_metrics(out, r->host, r->facts);
}
