// SPDX-License-Identifier: GPL-2.0-only
#include "host-keys.h"

#include "../lib/xalloc.h"
#include "json-values.h"
#include "pmemcap-version.h"

/* The version of the JSON object and of env. Keys are added, never renamed or retyped. */
#define CONTRACT_VERSION 1

void origin_keys(struct keys *k, const struct report *r)
{
	key_number(k, KEY("version", "VERSION", NULL), CONTRACT_VERSION);
	key_text(k, KEY("command", "COMMAND", NULL), r->options->command);
	key_text(k, KEY("generator", "GENERATOR", NULL), "pmemcap " PMEMCAP_VERSION);
	key_text_if(k, KEY("time", NULL, NULL), r->facts->origin.time);
	key_text_if(k, KEY("host", NULL, NULL), r->facts->origin.host);
}

/* "yes", "module", "no" or "unknown"; the number of an option whose value is a number. */
static struct json_object *option_json(const struct report *r, enum kernel_option option)
{
	const struct option_verdict *v = &r->host->options[option];
	const struct option_fact *fact = &r->facts->kconfig.option[option];
	char *number;
	struct json_object *value;

	if (fact->state != OPTION_VALUE)
		return v->module ? json_new_text("module") : json_new_tri(v->built);
	number = xasprintf("%ld", fact->number);
	value = json_new_text(number);
	free(number);
	return value;
}

static void options_key(struct keys *k, const struct report *r)
{
	struct json_object *list;

	if (!k->json)
		return;
	list = json_new_object();
	for (int i = 0; i < KOPT_COUNT; i++)
		json_add(list, kernel_option_name(i), option_json(r, i));
	key_json(k, "options", list);
}

/* With -v: the sources of the values. */
static void kernel_sources_keys(struct keys *k, const struct report *r)
{
	struct json_object *sources;

	if (!k->json || !k->options->verbose)
		return;
	key_text(k, KEY("page_size_source", NULL, NULL), r->host->page_size_source);
	key_text(k, KEY("cmdline", NULL, NULL), r->facts->kernel.cmdline);
	sources = json_new_object();
	for (int i = 0; i < KOPT_COUNT; i++)
		if (r->host->options[i].source)
			json_add(sources, kernel_option_name(i),
				 json_new_text(r->host->options[i].source));
	key_json(k, "option_sources", sources);
}

void kernel_keys(struct keys *k, const struct report *r)
{
	const struct facts *facts = r->facts;
	const struct host_verdict *v = r->host;

	key_text(k, KEY("release", "KERNEL_RELEASE", "release"), facts->kernel.release);
	key_bool(k, KEY("running", "KERNEL_RUNNING", "running"), !v->target_kernel);
	key_text(k, KEY("running_release", "RUNNING_RELEASE", NULL), facts_running_release(facts));
	key_text(k, KEY("machine", "MACHINE", "machine"), facts->kernel.machine);
	key_bytes(k, KEY("page_size", "PAGE_SIZE", NULL), v->page_size);
	key_text(k, KEY("config_source", "CONFIG_SOURCE", "config_source"), facts->kconfig.path);
	options_key(k, r);
	key_text(k, KEY("dax_alias_check", "DAX_ALIAS_CHECK", "dax_alias_check"),
		 alias_check_name(v->alias_check));
	key_text(k, KEY(NULL, NULL, "generator"), "pmemcap " PMEMCAP_VERSION);
	kernel_sources_keys(k, r);
}

static struct json_object *cache_json(const struct cache_fact *cache,
				      const struct report_options *options)
{
	struct json_object *object = json_new_object();
	struct keys k = keys_for_json(object, options);

	key_number(&k, KEY("level", NULL, NULL), 1);
	key_text(&k, KEY("type", NULL, NULL), cache->unified ? "unified" : "data");
	key_bytes(&k, KEY("size", NULL, NULL), cache->size);
	key_number_or_null(&k, KEY("ways", NULL, NULL), cache->ways, cache->ways);
	key_number_or_null(&k, KEY("sets", NULL, NULL), cache->sets, cache->sets);
	key_bytes(&k, KEY("line_size", NULL, NULL), cache->line);
	key_number(&k, KEY("cpus", NULL, NULL), cache->cpus);
	key_text(&k, KEY("source", NULL, NULL), cache->where);
	return object;
}

static void caches_key(struct keys *k, const struct report *r)
{
	struct json_object *caches;

	if (!k->json)
		return;
	caches = json_new_array();
	for (size_t i = 0; i < r->facts->caches.count; i++)
		json_object_array_add(caches, cache_json(&r->facts->caches.list[i], k->options));
	key_json(k, "caches", caches);
}

void cpu_keys(struct keys *k, const struct report *r)
{
	const struct alias_verdict *alias = &r->host->alias;

	key_tri(k, KEY("dcache_aliasing", "DCACHE_ALIASING", NULL), alias->aliasing);
	key_text(k, KEY("basis", "DCACHE_BASIS", "basis"), basis_name(alias->basis));
	key_bytes(k, KEY("alias_span", "ALIAS_SPAN", NULL), alias->span);
	key_text(k, KEY("architecture", NULL, "architecture"),
		 r->host->arch ? r->host->arch->name : NULL);
	caches_key(k, r);
	key_evidence(k, KEY("evidence", NULL, NULL), &alias->evidence);
}

static void classes_key(struct keys *k, struct key key, unsigned int classes)
{
	const char *names[CLASS_COUNT + 1] = { NULL };
	size_t count = 0;

	for (unsigned int i = 0; i < CLASS_COUNT; i++)
		if (classes & class_words(i)->bit)
			names[count++] = class_words(i)->name;
	key_words(k, key, names);
}

static void gates_key(struct keys *k, const struct mode_verdict *mode)
{
	struct json_object *gates;

	if (!k->json)
		return;
	gates = json_new_object();
	for (enum gate gate = 0; gate < GATE_HOST_COUNT; gate++)
		json_add(gates, gate_name(gate), json_new_tri(mode->gates[gate]));
	key_json(k, "gates", gates);
}

/* Is limit i the first with its reason? */
static bool is_first(const struct mode_verdict *mode, size_t i)
{
	for (size_t j = 0; j < i; j++)
		if (mode->limits[j].reason == mode->limits[i].reason)
			return false;
	return true;
}

static struct json_object *limit_json(const struct limit *limit)
{
	struct json_object *object = json_new_object();
	struct keys k = keys_for_json(object, NULL);

	key_text(&k, KEY("reason", NULL, NULL), reason_words(limit->reason)->id);
	key_tri(&k, KEY("supported", NULL, NULL), limit->supported);
	classes_key(&k, KEY("classes", NULL, NULL), limit->classes);
	return object;
}

/* JSON has an object for each limit; env has the ids of the limits' reasons. */
static void limits_key(struct keys *k, const struct mode_verdict *mode)
{
	struct json_object *array;
	enum reason reasons[MAX_LIMITS];
	size_t count = 0;

	if (k->json) {
		array = json_new_array();
		for (size_t i = 0; i < mode->limit_count; i++)
			json_object_array_add(array, limit_json(&mode->limits[i]));
		key_json(k, "limits", array);
		return;
	}
	for (size_t i = 0; i < mode->limit_count; i++)
		if (is_first(mode, i))
			reasons[count++] = mode->limits[i].reason;
	key_reasons(k, KEY(NULL, "LIMITS", NULL), reasons, count);
}

/* With -vv: every check, including the passed ones. */
static void checks_key(struct keys *k, const struct mode_verdict *mode)
{
	struct json_object *array;

	if (!k->json || k->options->verbose < 2)
		return;
	array = json_new_array();
	for (size_t i = 0; i < mode->check_count; i++) {
		const struct check *check = &mode->checks[i];
		struct json_object *object = json_new_object();

		json_add(object, "gate", json_new_text(gate_name(check->gate)));
		json_add(object, "what", json_new_text(check->what));
		json_add(object, "result", json_new_tri(check->result));
		json_add(object, "reason",
			 check->reason == REASON_NONE
				 ? NULL
				 : json_new_text(reason_words(check->reason)->id));
		json_add(object, "source", json_new_text(check->source));
		json_object_array_add(array, object);
	}
	key_json(k, "checks", array);
}

void mode_keys(struct keys *k, const struct report *r, enum mode which)
{
	const struct mode_verdict *mode = &r->host->modes[which];
	enum reason reasons[MAX_CHECKS];
	size_t count = mode_reasons(mode, reasons);

	key_tri(k, KEY("supported", "", NULL), mode->supported);
	gates_key(k, mode);
	key_reasons(k, KEY("reasons", "REASONS", NULL), reasons, count);
	limits_key(k, mode);
	classes_key(k, KEY("classes", "CLASSES", NULL), mode->classes);
	checks_key(k, mode);
}

void findings_keys(struct keys *k, const struct report *r)
{
	const struct host_verdict *v = r->host;
	const char **words = xcalloc(r->facts->skip_count + 1, sizeof(*words));
	const char *ids[REASON_COUNT + 1] = { NULL };
	bool listed[REASON_COUNT] = { false };
	size_t count = 0;

	for (size_t i = 0; i < v->finding_count; i++) {
		const struct finding *finding = &v->findings[i];

		if (finding->severity == SEVERITY_INFO || listed[finding->reason])
			continue;
		listed[finding->reason] = true;
		ids[count++] = reason_words(finding->reason)->id;
	}
	key_words(k, KEY(NULL, "FINDINGS", NULL), ids);
	for (size_t i = 0; i < r->facts->skip_count; i++)
		words[i] = r->facts->skips[i].path;
	key_words(k, KEY(NULL, "SKIPPED", NULL), words);
	free(words);
}
