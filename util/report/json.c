// SPDX-License-Identifier: GPL-2.0-only
/* The JSON object, version 1. Keys are added, never renamed or retyped. */
#include <stdlib.h>
#include <string.h>

#include "../must.h"
#include "pmemcap-version.h"
#include "report.h"

#define CONTRACT_VERSION 1

static void add(struct json_object *object, const char *key, struct json_object *value)
{
	json_object_object_add_ex(object, key, value,
				  JSON_C_OBJECT_ADD_KEY_IS_NEW | JSON_C_OBJECT_KEY_IS_CONSTANT);
}

static struct json_object *new_object(void)
{
	return must(json_object_new_object());
}

static struct json_object *new_array(void)
{
	return must(json_object_new_array());
}

/* null for NULL; anything else made valid UTF-8. */
static struct json_object *new_string(const char *text)
{
	struct json_object *string;
	char *clean;

	if (!text)
		return NULL;
	clean = report_utf8(text);
	string = must(json_object_new_string(clean));
	free(clean);
	return string;
}

static struct json_object *new_tri(enum tri t)
{
	return new_string(tri_name(t));
}

/* null for a size that is not known; with units for people. */
static struct json_object *new_size(unsigned long bytes, const struct report_options *options)
{
	struct json_object *value;
	char *text;

	if (!bytes)
		return NULL;
	if (!options->human)
		return must(json_object_new_int64(bytes));
	text = report_size(bytes);
	value = new_string(text);
	free(text);
	return value;
}

static struct json_object *new_class_list(unsigned int classes)
{
	struct json_object *array = new_array();

	for (unsigned int i = 0; i < CLASS_COUNT; i++)
		if (classes & class_words(i)->bit)
			json_object_array_add(array, new_string(class_words(i)->name));
	return array;
}

/* "yes", "module", "no" or "unknown"; the number of an option that has one. */
static struct json_object *option_json(const struct host_verdict *v, const struct facts *facts,
				       enum kernel_option option)
{
	const struct option_fact *fact = &facts->kconfig.option[option];
	char *number;
	struct json_object *value;

	if (fact->state != OPTION_VALUE)
		return v->options[option].module ? new_string("module")
						 : new_tri(v->options[option].built);
	number = must_asprintf("%ld", fact->number);
	value = new_string(number);
	free(number);
	return value;
}

static struct json_object *kernel_json(const struct host_verdict *v, const struct facts *facts,
				       const struct report_options *options)
{
	struct json_object *kernel = new_object(), *list = new_object(), *sources;

	add(kernel, "release", new_string(facts->kernel.release));
	add(kernel, "machine", new_string(facts->kernel.machine));
	add(kernel, "page_size", new_size(v->page_size, options));
	add(kernel, "config_source", new_string(facts->kconfig.path));
	for (int i = 0; i < KOPT_COUNT; i++)
		add(list, kernel_option_name(i), option_json(v, facts, i));
	add(kernel, "options", list);
	add(kernel, "dax_alias_check", new_string(alias_check_name(v->alias_check)));
	if (!options->verbose)
		return kernel;
	add(kernel, "page_size_source", new_string(v->page_size_source));
	add(kernel, "cmdline", new_string(facts->kernel.cmdline));
	sources = new_object();
	for (int i = 0; i < KOPT_COUNT; i++)
		if (v->options[i].source)
			add(sources, kernel_option_name(i), new_string(v->options[i].source));
	add(kernel, "option_sources", sources);
	return kernel;
}

static struct json_object *cache_json(const struct cache_fact *cache,
				      const struct report_options *options)
{
	struct json_object *object = new_object();

	add(object, "level", must(json_object_new_int(1)));
	add(object, "type", new_string(cache->unified ? "unified" : "data"));
	add(object, "size", new_size(cache->size, options));
	add(object, "ways", cache->ways ? must(json_object_new_int64(cache->ways)) : NULL);
	add(object, "sets", cache->sets ? must(json_object_new_int64(cache->sets)) : NULL);
	add(object, "line_size", new_size(cache->line, options));
	add(object, "cpus", must(json_object_new_int64(cache->cpus)));
	add(object, "source", new_string(cache->where));
	return object;
}

static struct json_object *evidence_json(const struct evidence_list *list)
{
	struct json_object *array = new_array();

	for (size_t i = 0; i < list->count; i++) {
		struct json_object *item = new_object();

		add(item, "source", new_string(list->list[i].source));
		add(item, "says", new_tri(list->list[i].says));
		add(item, "detail", new_string(list->list[i].detail));
		json_object_array_add(array, item);
	}
	return array;
}

static struct json_object *cpu_json(const struct host_verdict *v, const struct facts *facts,
				    const struct report_options *options)
{
	struct json_object *cpu = new_object(), *caches = new_array();

	add(cpu, "dcache_aliasing", new_tri(v->alias.aliasing));
	add(cpu, "basis", new_string(basis_name(v->alias.basis)));
	add(cpu, "alias_span", new_size(v->alias.span, options));
	add(cpu, "architecture", new_string(v->arch ? v->arch->name : NULL));
	for (size_t i = 0; i < facts->caches.count; i++)
		json_object_array_add(caches, cache_json(&facts->caches.list[i], options));
	add(cpu, "caches", caches);
	add(cpu, "evidence", evidence_json(&v->alias.evidence));
	return cpu;
}

static struct json_object *modules_json(const struct host_verdict *v)
{
	struct json_object *array = new_array();

	for (int i = 0; i < KMOD_COUNT; i++) {
		struct json_object *module = new_object();

		add(module, "name", new_string(kernel_module_name(i)));
		add(module, "state", new_string(module_state_name(v->modules[i])));
		json_object_array_add(array, module);
	}
	return array;
}

static struct json_object *limits_json(const struct mode_verdict *mode)
{
	struct json_object *array = new_array();

	for (size_t i = 0; i < mode->limit_count; i++) {
		const struct limit *limit = &mode->limits[i];
		struct json_object *object = new_object();

		add(object, "reason", new_string(reason_words(limit->reason)->id));
		add(object, "supported", new_tri(limit->supported));
		add(object, "classes", new_class_list(limit->classes));
		json_object_array_add(array, object);
	}
	return array;
}

static struct json_object *checks_json(const struct mode_verdict *mode)
{
	struct json_object *array = new_array();

	for (size_t i = 0; i < mode->check_count; i++) {
		const struct check *check = &mode->checks[i];
		struct json_object *object = new_object();

		add(object, "gate", new_string(gate_name(check->gate)));
		add(object, "what", new_string(check->what));
		add(object, "result", new_tri(check->result));
		add(object, "reason", check->reason == REASON_NONE
					      ? NULL
					      : new_string(reason_words(check->reason)->id));
		add(object, "source", new_string(check->source));
		json_object_array_add(array, object);
	}
	return array;
}

static struct json_object *mode_json(const struct mode_verdict *mode,
				     const struct report_options *options)
{
	struct json_object *object = new_object(), *gates = new_object(), *ids = new_array();
	enum reason reasons[MAX_CHECKS];
	size_t count = mode_reasons(mode, reasons);

	add(object, "supported", new_tri(mode->supported));
	for (enum gate gate = 0; gate < GATE_COUNT; gate++)
		add(gates, gate_name(gate), new_tri(mode->gates[gate]));
	add(object, "gates", gates);
	for (size_t i = 0; i < count; i++)
		json_object_array_add(ids, new_string(reason_words(reasons[i])->id));
	add(object, "reasons", ids);
	add(object, "limits", limits_json(mode));
	add(object, "classes", new_class_list(mode->classes));
	if (options->verbose > 1)
		add(object, "checks", checks_json(mode));
	return object;
}

static struct json_object *remedy_json(const struct remedy *remedy)
{
	struct json_object *object;

	if (!remedy)
		return NULL;
	object = new_object();
	add(object, "text", new_string(remedy->text));
	add(object, "command", new_string(remedy->command));
	add(object, "data_loss", must(json_object_new_boolean(remedy->data_loss)));
	return object;
}

static struct json_object *finding_json(const struct finding *finding, const char *doc)
{
	const struct reason_words *words = reason_words(finding->reason);
	struct json_object *object = new_object(), *modes = new_array();
	char *anchor;

	add(object, "id", new_string(words->id));
	add(object, "gate", new_string(gate_name(words->gate)));
	add(object, "severity", new_string(severity_name(finding->severity)));
	add(object, "subject", new_string(finding->subject));
	for (int i = 0; i < MODE_COUNT; i++)
		if (finding->modes & (1U << i))
			json_object_array_add(modes, new_string(mode_name(i)));
	add(object, "modes", modes);
	add(object, "message", new_string(finding->message));
	add(object, "evidence", evidence_json(&finding->evidence));
	add(object, "remedy", remedy_json(finding->remedy));
	anchor = must_asprintf("%s#%s", doc, words->id);
	add(object, "doc", new_string(anchor));
	free(anchor);
	return object;
}

/* "cpu.dcache_aliasing kernel.options" into a list. */
static struct json_object *words_json(const char *words)
{
	struct json_object *array = new_array();
	char *copy = must_strdup(words), *rest = copy, *word;

	while ((word = strsep(&rest, " ")))
		json_object_array_add(array, new_string(word));
	free(copy);
	return array;
}

static struct json_object *skipped_json(const struct facts *facts)
{
	struct json_object *array = new_array();

	for (size_t i = 0; i < facts->skip_count; i++) {
		struct json_object *object = new_object();

		add(object, "path", new_string(facts->skips[i].path));
		add(object, "error", new_string(report_errno(facts->skips[i].error)));
		add(object, "affects", words_json(facts->skips[i].affects));
		json_object_array_add(array, object);
	}
	return array;
}

struct json_object *report_host_json(const struct host_verdict *verdict, const struct facts *facts,
				     const struct report_options *options)
{
	struct json_object *root = new_object(), *modes = new_object(), *findings = new_array();

	add(root, "version", must(json_object_new_int(CONTRACT_VERSION)));
	add(root, "command", new_string(options->command));
	add(root, "generator", new_string("pmemcap " PMEMCAP_VERSION));
	add(root, "kernel", kernel_json(verdict, facts, options));
	add(root, "cpu", cpu_json(verdict, facts, options));
	add(root, "modules", modules_json(verdict));
	for (int i = 0; i < MODE_COUNT; i++)
		add(modes, mode_name(i), mode_json(&verdict->modes[i], options));
	add(root, "modes", modes);
	for (size_t i = 0; i < verdict->finding_count; i++)
		json_object_array_add(findings, finding_json(&verdict->findings[i],
							     "daxctl-alias-check(1)"));
	add(root, "findings", findings);
	add(root, "skipped", skipped_json(facts));
	return root;
}
