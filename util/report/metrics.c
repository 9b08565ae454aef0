// SPDX-License-Identifier: GPL-2.0-only
/*
 * Gauges for node_exporter's textfile collector. It reads the Prometheus text
 * format 0.0.4, which OpenMetrics has outgrown: here is only what both take, so
 * neither the type "info" nor "stateset". An answer with three values is a set
 * of states all the same, one series a value, of which one is 1.
 */
#include <limits.h>
#include <search.h>
#include <stdlib.h>
#include <string.h>

#include "../lib/array.h"
#include "../lib/xalloc.h"
#include "pmemcap-version.h"
#include "view.h"

/* A metric's series, which must stand together. */
struct family {
	FILE *out;
	const char *name;
	void *given; /* a tsearch(3) tree of the label sets so far: none may come twice */
};

struct label {
	const char *name;  /* a literal; NULL ends a list */
	const char *value; /* anything; NULL is empty, which Prometheus takes for no label */
};

#define LABELS(...) ((const struct label[]){ __VA_ARGS__, { NULL, NULL } })
#define NO_LABELS   ((const struct label[]){ { NULL, NULL } })

static int by_text(const void *a, const void *b)
{
	return strcmp(a, b);
}

static void begin(struct family *family, FILE *out, const char *name, const char *help)
{
	*family = (struct family){ .out = out, .name = name };
	fprintf(out, "# HELP %s %s\n# TYPE %s gauge\n", name, help, name);
}

static void end(struct family *family)
{
	tdestroy(family->given, free);
}

static void print_label(FILE *out, const char *separator, const struct label *label)
{
	/* No line feed is left in it, and nothing that is no UTF-8. */
	char *clean = escape_controls(label->value ? label->value : "");

	fprintf(out, "%s%s=\"", separator, label->name);
	for (const char *c = clean; *c; c++) {
		if (*c == '"' || *c == '\\')
			fputc('\\', out);
		fputc(*c, out);
	}
	fputc('"', out);
	free(clean);
}

/* {labels,extra}, or nothing; the caller frees it. */
static char *label_set(const struct label *labels, const struct label *extra)
{
	char *text;
	size_t length;
	FILE *out = xalloc_check(open_memstream(&text, &length));
	const char *separator = "{";

	for (const struct label *l = labels; l->name; l++, separator = ",")
		print_label(out, separator, l);
	if (extra) {
		print_label(out, separator, extra);
		separator = ",";
	}
	if (*separator == ',')
		fputc('}', out);
	if (fclose(out) != 0)
		xalloc_check(NULL);
	return text;
}

/*
 * One series. A second of the same labels is left out, since with it the whole
 * file would be refused: two mounts on one point, or names of a made-up tree
 * that differ in what cannot be printed.
 */
static void sample_with(struct family *family, const struct label *labels,
			const struct label *extra, unsigned long long value)
{
	char *text = label_set(labels, extra);
	char **node = xalloc_check(tsearch(text, &family->given, by_text));

	if (*node != text) {
		free(text);
		return;
	}
	fprintf(family->out, "%s%s %llu\n", family->name, text, value);
}

static void sample(struct family *family, const struct label *labels, unsigned long long value)
{
	sample_with(family, labels, NULL, value);
}

static void sample_states(struct family *family, const struct label *labels, enum tri answer)
{
	static const enum tri states[] = { TRI_YES, TRI_NO, TRI_UNKNOWN };

	for (size_t i = 0; i < ARRAY_SIZE(states); i++) {
		struct label state = { "state", tri_name(states[i]) };

		sample_with(family, labels, &state, answer == states[i]);
	}
}

static void sample_access(struct family *family, const struct label *labels, enum access effective)
{
	for (enum access access = ACCESS_UNKNOWN; access <= ACCESS_SYSTEM_RAM; access++) {
		struct label name = { "access", access_name(access) };

		sample_with(family, labels, &name, effective == access);
	}
}

/* --- the host --- */

static void print_kernel(FILE *out, const struct host_verdict *v, const struct facts *facts)
{
	struct family f;

	begin(&f, out, "pmem_kernel_info", "The kernel that was judged, and by what.");
	sample(&f,
	       LABELS({ "release", facts->kernel.release }, { "machine", facts->kernel.machine },
		      { "running", v->target_kernel ? "no" : "yes" },
		      { "config_source", facts->kconfig.path },
		      { "dax_alias_check", alias_check_name(v->alias_check) },
		      { "generator", "pmemcap " PMEMCAP_VERSION }),
	       1);
	end(&f);
	if (!v->page_size)
		return;
	begin(&f, out, "pmem_page_size_bytes", "The kernel's page size.");
	sample(&f, NO_LABELS, v->page_size);
	end(&f);
}

static void print_cache(FILE *out, const struct host_verdict *v)
{
	struct family f;

	begin(&f, out, "pmem_dcache_aliasing_state", "Does the data cache alias? One state is 1.");
	sample_states(&f, NO_LABELS, v->alias.aliasing);
	end(&f);
	begin(&f, out, "pmem_dcache_info", "What the answer on aliasing rests on.");
	sample(&f,
	       LABELS({ "architecture", v->arch ? v->arch->name : NULL },
		      { "basis", basis_name(v->alias.basis) }),
	       1);
	end(&f);
	if (!v->alias.span)
		return;
	begin(&f, out, "pmem_dcache_alias_span_bytes", "Bytes between two pages of one colour.");
	sample(&f, NO_LABELS, v->alias.span);
	end(&f);
}

static void print_modes(FILE *out, const struct host_verdict *v)
{
	struct family f;

	begin(&f, out, "pmem_mode_state", "Can this host do the mode? One state is 1.");
	for (int i = 0; i < MODE_COUNT; i++)
		sample_states(&f, LABELS({ "mode", mode_name(i) }), v->modes[i].supported);
	end(&f);
	begin(&f, out, "pmem_mode_limits",
	      "Reasons for which a mode does not hold for some class of device.");
	for (int i = 0; i < MODE_COUNT; i++)
		sample(&f, LABELS({ "mode", mode_name(i) }), v->modes[i].limit_count);
	end(&f);
}

static void print_host(FILE *out, const struct host_verdict *v, const struct facts *facts)
{
	print_kernel(out, v, facts);
	print_cache(out, v);
	print_modes(out, v);
}

/* Findings by id; a severity can differ from one subject to another. */
static void print_findings(FILE *out, const struct host_verdict *v, const struct facts *facts)
{
	unsigned int counts[REASON_COUNT][SEVERITY_ERROR + 1] = { 0 };
	struct family f;

	for (size_t i = 0; i < v->finding_count; i++)
		counts[v->findings[i].reason][v->findings[i].severity]++;
	begin(&f, out, "pmem_findings", "Findings by id; an id without any has no series.");
	for (int reason = 0; reason < REASON_COUNT; reason++)
		for (int severity = 0; severity <= SEVERITY_ERROR; severity++)
			if (counts[reason][severity])
				sample(&f,
				       LABELS({ "id", reason_words(reason)->id },
					      { "severity", severity_name(severity) }),
				       counts[reason][severity]);
	end(&f);
	begin(&f, out, "pmem_skipped", "Sources that could not be read.");
	sample(&f, NO_LABELS, facts->skip_count);
	end(&f);
	fputs("# EOF\n", out);
}

void report_host_metrics(FILE *out, const struct host_verdict *verdict, const struct facts *facts)
{
	print_host(out, verdict, facts);
	print_findings(out, verdict, facts);
}

/* --- the inventory --- */

struct scene {
	const struct inventory_verdict *verdict;
	const struct inventory *inventory;
	const struct selection *selection;
	bool *disks; /* see view_disks() */
};

/* What is printed of every object of a kind, a family after the other. */
struct object_family {
	const char *name, *help;
	void (*sample)(struct family *family, const struct scene *s, size_t index);
};

static void namespace_info(struct family *family, const struct scene *s, size_t index)
{
	const struct nd_namespace *ns = &s->inventory->namespaces[index];
	const struct nd_region *region = &s->inventory->regions[ns->region];
	const struct nd_bus *bus = &s->inventory->buses[region->bus];

	sample(family,
	       LABELS({ "namespace", ns->dev }, { "bus", bus->dev }, { "provider", bus->provider },
		      { "region", region->dev }, { "mode", ns->mode }, { "name", ns->name },
		      { "uuid", ns->uuid }, { "blockdev", ns->blockdev },
		      { "chardev", view_chardev(s->inventory, index) }),
	       1);
}

static void namespace_size(struct family *family, const struct scene *s, size_t index)
{
	const struct nd_namespace *ns = &s->inventory->namespaces[index];

	if (ns->size != ULLONG_MAX)
		sample(family, LABELS({ "namespace", ns->dev }), ns->size);
}

static void namespace_enabled(struct family *family, const struct scene *s, size_t index)
{
	const struct nd_namespace *ns = &s->inventory->namespaces[index];

	sample(family, LABELS({ "namespace", ns->dev }), s->verdict->namespaces[index].enabled == TRI_YES);
}

static void namespace_effective(struct family *family, const struct scene *s, size_t index)
{
	sample_access(family, LABELS({ "namespace", s->inventory->namespaces[index].dev }),
		      s->verdict->namespaces[index].effective);
}

static void namespace_map_sync(struct family *family, const struct scene *s, size_t index)
{
	sample_states(family, LABELS({ "namespace", s->inventory->namespaces[index].dev }),
		      s->verdict->namespaces[index].map_sync);
}

static void dax_info(struct family *family, const struct scene *s, size_t index)
{
	const struct dax_device *device = &s->inventory->dax_devices[index];

	sample(family,
	       LABELS({ "device", device->dev }, { "mode", s->verdict->dax_devices[index].mode },
		      { "driver", device->driver },
		      { "namespace", device->namespace == NO_INDEX
					     ? NULL
					     : s->inventory->namespaces[device->namespace].dev }),
	       1);
}

static void dax_effective(struct family *family, const struct scene *s, size_t index)
{
	sample_access(family, LABELS({ "device", s->inventory->dax_devices[index].dev }),
		      s->verdict->dax_devices[index].effective);
}

/* The disk, or the tag of a virtiofs. */
static const char *mount_device(const struct scene *s, const struct mount *mount)
{
	return mount->disk == NO_INDEX ? mount->source : s->inventory->disks[mount->disk].dev;
}

static void mount_info(struct family *family, const struct scene *s, size_t index)
{
	const struct mount *mount = &s->inventory->mounts[index];

	sample(family,
	       LABELS({ "mountpoint", mount->mountpoint }, { "device", mount_device(s, mount) },
		      { "fstype", mount->fstype },
		      { "dax_requested", dax_option_name(s->verdict->mounts[index].requested) }),
	       1);
}

static void mount_dax(struct family *family, const struct scene *s, size_t index)
{
	const struct mount *mount = &s->inventory->mounts[index];

	sample_states(
		family,
		LABELS({ "mountpoint", mount->mountpoint }, { "device", mount_device(s, mount) }),
		s->verdict->mounts[index].dax);
}

static void mount_map_sync(struct family *family, const struct scene *s, size_t index)
{
	const struct mount *mount = &s->inventory->mounts[index];

	sample_states(
		family,
		LABELS({ "mountpoint", mount->mountpoint }, { "device", mount_device(s, mount) }),
		s->verdict->mounts[index].map_sync);
}

static void print_namespaces(FILE *out, const struct scene *s)
{
	static const struct object_family families[] = {
		{ "pmem_namespace_info", "A namespace, as ndctl list shows it.", namespace_info },
		{ "pmem_namespace_size_bytes", "What a namespace holds.", namespace_size },
		{ "pmem_namespace_enabled", "Are the namespace and its region enabled?",
		  namespace_enabled },
		{ "pmem_namespace_effective", "What programs get of it: one access is 1.",
		  namespace_effective },
		{ "pmem_namespace_map_sync_state",
		  "Could it give MAP_SYNC mappings? One state is 1.", namespace_map_sync },
	};
	struct family f;

	for (size_t i = 0; i < ARRAY_SIZE(families); i++) {
		begin(&f, out, families[i].name, families[i].help);
		for (size_t n = 0; n < s->inventory->namespace_count; n++)
			if (s->selection->namespaces[n])
				families[i].sample(&f, s, n);
		end(&f);
	}
}

static void print_dax_devices(FILE *out, const struct scene *s)
{
	static const struct object_family families[] = {
		{ "pmem_dax_device_info", "A dax device, as daxctl list shows it.", dax_info },
		{ "pmem_dax_device_effective", "What programs get of it: one access is 1.",
		  dax_effective },
	};
	struct family f;

	for (size_t i = 0; i < ARRAY_SIZE(families); i++) {
		begin(&f, out, families[i].name, families[i].help);
		for (size_t d = 0; d < s->inventory->dax_count; d++)
			if (view_has_dax(s->inventory, s->selection, d))
				families[i].sample(&f, s, d);
		end(&f);
	}
}

/* From the last to the first: of two mounts on one point the later is the one that is seen. */
static void print_mounts(FILE *out, const struct scene *s)
{
	static const struct object_family families[] = {
		{ "pmem_mount_info", "A mount of persistent memory, or of a virtiofs.",
		  mount_info },
		{ "pmem_mount_dax_state", "Is DAX in effect on it? One state is 1.", mount_dax },
		{ "pmem_mount_map_sync_state", "Does it give MAP_SYNC mappings? One state is 1.",
		  mount_map_sync },
	};
	struct family f;

	for (size_t i = 0; i < ARRAY_SIZE(families); i++) {
		begin(&f, out, families[i].name, families[i].help);
		for (size_t m = s->inventory->mount_count; m-- > 0;)
			if (view_has_mount(s->inventory, s->selection, s->disks, m))
				families[i].sample(&f, s, m);
		end(&f);
	}
}

void report_inventory_metrics(FILE *out, const struct inventory_verdict *verdict,
			      const struct facts *facts, const struct inventory *inventory,
			      const struct selection *selection)
{
	struct scene scene = { verdict, inventory, selection, view_disks(inventory, selection) };

	print_host(out, &verdict->host, facts);
	print_namespaces(out, &scene);
	print_dax_devices(out, &scene);
	print_mounts(out, &scene);
	print_findings(out, &verdict->host, facts);
	free(scene.disks);
}
