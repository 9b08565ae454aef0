// SPDX-License-Identifier: GPL-2.0-only
#include "json.h"

#include <stdlib.h>
#include <string.h>

#include "../lib/escape.h"
#include "../lib/xalloc.h"
#include "host-keys.h"
#include "json-objects.h"
#include "json-values.h"
#include "pmemcap-version.h"
#include "units.h"

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

static struct json_object *remedy_json(const struct finding *finding)
{
	const struct remedy *remedy = finding->remedy;
	struct json_object *object;

	if (!remedy)
		return NULL;
	object = json_new_object();
	json_add(object, "text", json_new_text(finding_remedy_text(finding)));
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
	anchor = xasprintf(PMEMCAP_REASONS_PAGE "#%s", words->id);
	json_add(object, "doc", json_new_text(anchor));
	free(anchor);
	return object;
}

static struct json_object *findings_json(const struct host_verdict *v)
{
	struct json_object *array = json_new_array();

	for (size_t i = 0; i < v->finding_count; i++)
		json_object_array_add(array, finding_json(&v->findings[i]));
	return array;
}

/* Split words such as "cpu.dcache_aliasing kernel.options" into an array. */
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

/* An object with the keys that add() lists. */
static struct json_object *host_object(const struct report *r,
				       void (*add)(struct keys *keys, const struct report *report))
{
	struct json_object *object = json_new_object();
	struct keys keys = keys_for_json(object, r->options);

	add(&keys, r);
	return object;
}

static struct json_object *modes_json(const struct report *r)
{
	struct json_object *modes = json_new_object();

	for (int i = 0; i < MODE_COUNT; i++) {
		struct json_object *mode = json_new_object();
		struct keys keys = keys_for_json(mode, r->options);

		mode_keys(&keys, r, i);
		json_add(modes, mode_name(i), mode);
	}
	return modes;
}

static struct json_object *report_json(const struct report *r)
{
	struct json_object *root = host_object(r, origin_keys);

	json_add(root, "kernel", host_object(r, kernel_keys));
	json_add(root, "cpu", host_object(r, cpu_keys));
	json_add(root, "modules", modules_json(r->host));
	json_add(root, "modes", modes_json(r));
	if (r->inventory)
		json_add_objects(root, r);
	json_add(root, "findings", findings_json(r->host));
	json_add(root, "skipped", skipped_json(r->facts));
	return root;
}

void json_print(FILE *out, const struct report *r)
{
	struct json_object *object = report_json(r);
	char *text = escape_json(json_object_to_json_string_ext(
		object, JSON_C_TO_STRING_PRETTY | JSON_C_TO_STRING_NOSLASHESCAPE));

	fputs(text, out);
	fputc('\n', out);
	free(text);
	json_object_put(object);
}
