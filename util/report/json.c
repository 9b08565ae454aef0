// SPDX-License-Identifier: GPL-2.0-only
/* The JSON object, version 1. Keys are added, never renamed or retyped. */
#include <stdlib.h>
#include <string.h>

#include "../lib/xalloc.h"
#include "json.h"
#include "pmemcap-version.h"
#include "report.h"

#define CONTRACT_VERSION 1

static struct json_object *new_class_list(unsigned int classes)
{
	struct json_object *array = json_new_array();

	for (unsigned int i = 0; i < CLASS_COUNT; i++)
		if (classes & class_words(i)->bit)
			json_object_array_add(array, json_new_text(class_words(i)->name));
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
		return v->options[option].module ? json_new_text("module")
						 : json_new_tri(v->options[option].built);
	number = xasprintf("%ld", fact->number);
	value = json_new_text(number);
	free(number);
	return value;
}

static struct json_object *kernel_json(const struct host_verdict *v, const struct facts *facts,
				       const struct report_options *options)
{
	struct json_object *kernel = json_new_object(), *list = json_new_object(), *sources;

	json_add(kernel, "release", json_new_text(facts->kernel.release));
	json_add(kernel, "running", xalloc_check(json_object_new_boolean(!v->target_kernel)));
	json_add(kernel, "running_release", json_new_text(facts_running_release(facts)));
	json_add(kernel, "machine", json_new_text(facts->kernel.machine));
	json_add(kernel, "page_size", json_new_size(v->page_size, options));
	json_add(kernel, "config_source", json_new_text(facts->kconfig.path));
	for (int i = 0; i < KOPT_COUNT; i++)
		json_add(list, kernel_option_name(i), option_json(v, facts, i));
	json_add(kernel, "options", list);
	json_add(kernel, "dax_alias_check", json_new_text(alias_check_name(v->alias_check)));
	if (!options->verbose)
		return kernel;
	json_add(kernel, "page_size_source", json_new_text(v->page_size_source));
	json_add(kernel, "cmdline", json_new_text(facts->kernel.cmdline));
	sources = json_new_object();
	for (int i = 0; i < KOPT_COUNT; i++)
		if (v->options[i].source)
			json_add(sources, kernel_option_name(i),
				 json_new_text(v->options[i].source));
	json_add(kernel, "option_sources", sources);
	return kernel;
}

static struct json_object *cache_json(const struct cache_fact *cache,
				      const struct report_options *options)
{
	struct json_object *object = json_new_object();

	json_add(object, "level", xalloc_check(json_object_new_int(1)));
	json_add(object, "type", json_new_text(cache->unified ? "unified" : "data"));
	json_add(object, "size", json_new_size(cache->size, options));
	json_add(object, "ways", cache->ways ? xalloc_check(json_object_new_int64(cache->ways)) : NULL);
	json_add(object, "sets", cache->sets ? xalloc_check(json_object_new_int64(cache->sets)) : NULL);
	json_add(object, "line_size", json_new_size(cache->line, options));
	json_add(object, "cpus", xalloc_check(json_object_new_int64(cache->cpus)));
	json_add(object, "source", json_new_text(cache->where));
	return object;
}

struct json_object *json_new_evidence(const struct evidence_list *list)
{
	struct json_object *array = json_new_array();

	for (size_t i = 0; i < list->count; i++) {
		struct json_object *item = json_new_object();

		json_add(item, "source", json_new_text(list->list[i].source));
		json_add(item, "says", json_new_tri(list->list[i].says));
		json_add(item, "detail", json_new_text(list->list[i].detail));
		json_object_array_add(array, item);
	}
	return array;
}

static struct json_object *cpu_json(const struct host_verdict *v, const struct facts *facts,
				    const struct report_options *options)
{
	struct json_object *cpu = json_new_object(), *caches = json_new_array();

	json_add(cpu, "dcache_aliasing", json_new_tri(v->alias.aliasing));
	json_add(cpu, "basis", json_new_text(basis_name(v->alias.basis)));
	json_add(cpu, "alias_span", json_new_size(v->alias.span, options));
	json_add(cpu, "architecture", json_new_text(v->arch ? v->arch->name : NULL));
	for (size_t i = 0; i < facts->caches.count; i++)
		json_object_array_add(caches, cache_json(&facts->caches.list[i], options));
	json_add(cpu, "caches", caches);
	json_add(cpu, "evidence", json_new_evidence(&v->alias.evidence));
	return cpu;
}

static struct json_object *modules_json(const struct host_verdict *v)
{
	struct json_object *array = json_new_array();

	for (int i = 0; i < KMOD_COUNT; i++) {
		struct json_object *module = json_new_object();

		json_add(module, "name", json_new_text(kernel_module_name(i)));
		json_add(module, "state", json_new_text(module_state_name(v->modules[i])));
		json_object_array_add(array, module);
	}
	return array;
}

static struct json_object *limits_json(const struct mode_verdict *mode)
{
	struct json_object *array = json_new_array();

	for (size_t i = 0; i < mode->limit_count; i++) {
		const struct limit *limit = &mode->limits[i];
		struct json_object *object = json_new_object();

		json_add(object, "reason", json_new_text(reason_words(limit->reason)->id));
		json_add(object, "supported", json_new_tri(limit->supported));
		json_add(object, "classes", new_class_list(limit->classes));
		json_object_array_add(array, object);
	}
	return array;
}

static struct json_object *checks_json(const struct mode_verdict *mode)
{
	struct json_object *array = json_new_array();

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
	return array;
}

static struct json_object *mode_json(const struct mode_verdict *mode,
				     const struct report_options *options)
{
	struct json_object *object = json_new_object(), *gates = json_new_object(),
			   *ids = json_new_array();
	enum reason reasons[MAX_CHECKS];
	size_t count = mode_reasons(mode, reasons);

	json_add(object, "supported", json_new_tri(mode->supported));
	for (enum gate gate = 0; gate < GATE_HOST_COUNT; gate++)
		json_add(gates, gate_name(gate), json_new_tri(mode->gates[gate]));
	json_add(object, "gates", gates);
	for (size_t i = 0; i < count; i++)
		json_object_array_add(ids, json_new_text(reason_words(reasons[i])->id));
	json_add(object, "reasons", ids);
	json_add(object, "limits", limits_json(mode));
	json_add(object, "classes", new_class_list(mode->classes));
	if (options->verbose > 1)
		json_add(object, "checks", checks_json(mode));
	return object;
}

static struct json_object *remedy_json(const struct finding *finding)
{
	const struct remedy *remedy = finding->remedy;
	struct json_object *object;

	if (!remedy)
		return NULL;
	object = json_new_object();
	json_add(object, "text", json_new_text(remedy->text));
	json_add(object, "command", json_new_text(finding->command));
	json_add(object, "data_loss", xalloc_check(json_object_new_boolean(remedy->data_loss)));
	return object;
}

static struct json_object *finding_json(const struct finding *finding)
{
	const struct reason_words *words = reason_words(finding->reason);
	struct json_object *object = json_new_object(), *modes = json_new_array();
	char *anchor;

	json_add(object, "id", json_new_text(words->id));
	json_add(object, "gate", json_new_text(gate_name(words->gate)));
	json_add(object, "severity", json_new_text(severity_name(finding->severity)));
	json_add(object, "subject", json_new_text(finding->subject));
	for (int i = 0; i < MODE_COUNT; i++)
		if (finding->modes & (1U << i))
			json_object_array_add(modes, json_new_text(mode_name(i)));
	json_add(object, "modes", modes);
	json_add(object, "message", json_new_text(finding->message));
	json_add(object, "evidence", json_new_evidence(&finding->evidence));
	json_add(object, "remedy", remedy_json(finding));
	anchor = xasprintf("%s#%s",
			       words->object ? "ndctl-pmem-status(1)" : "daxctl-alias-check(1)",
			       words->id);
	json_add(object, "doc", json_new_text(anchor));
	free(anchor);
	return object;
}

/* "cpu.dcache_aliasing kernel.options" into a list. */
static struct json_object *words_json(const char *words)
{
	struct json_object *array = json_new_array();
	char *copy = xstrdup(words), *rest = copy, *word;

	while ((word = strsep(&rest, " ")))
		json_object_array_add(array, json_new_text(word));
	free(copy);
	return array;
}

static struct json_object *skipped_json(const struct facts *facts)
{
	struct json_object *array = json_new_array();

	for (size_t i = 0; i < facts->skip_count; i++) {
		struct json_object *object = json_new_object();

		json_add(object, "path", json_new_text(facts->skips[i].path));
		json_add(object, "error", json_new_text(report_errno(facts->skips[i].error)));
		json_add(object, "affects", words_json(facts->skips[i].affects));
		json_object_array_add(array, object);
	}
	return array;
}

void json_add_host(struct json_object *root, const struct host_verdict *verdict,
		   const struct facts *facts, const struct report_options *options)
{
	struct json_object *modes = json_new_object();

	json_add(root, "version", xalloc_check(json_object_new_int(CONTRACT_VERSION)));
	json_add(root, "command", json_new_text(options->command));
	json_add(root, "generator", json_new_text("pmemcap " PMEMCAP_VERSION));
	if (facts->origin.time)
		json_add(root, "time", json_new_text(facts->origin.time));
	if (facts->origin.host)
		json_add(root, "host", json_new_text(facts->origin.host));
	json_add(root, "kernel", kernel_json(verdict, facts, options));
	json_add(root, "cpu", cpu_json(verdict, facts, options));
	json_add(root, "modules", modules_json(verdict));
	for (int i = 0; i < MODE_COUNT; i++)
		json_add(modes, mode_name(i), mode_json(&verdict->modes[i], options));
	json_add(root, "modes", modes);
}

void json_add_findings(struct json_object *root, const struct host_verdict *verdict,
		       const struct facts *facts)
{
	struct json_object *findings = json_new_array();

	for (size_t i = 0; i < verdict->finding_count; i++)
		json_object_array_add(findings, finding_json(&verdict->findings[i]));
	json_add(root, "findings", findings);
	json_add(root, "skipped", skipped_json(facts));
}

struct json_object *report_host_json(const struct host_verdict *verdict, const struct facts *facts,
				     const struct report_options *options)
{
	struct json_object *root = json_new_object();

	json_add_host(root, verdict, facts, options);
	json_add_findings(root, verdict, facts);
	return root;
}
