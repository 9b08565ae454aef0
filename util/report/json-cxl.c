// SPDX-License-Identifier: GPL-2.0-only
#include "json-cxl.h"

#include <string.h>

#include "cxl-keys.h"
#include "json-values.h"

/* An object with the keys that add() lists. */
static struct json_object *cxl_object(const struct report *r, size_t index,
				      void (*add)(struct keys *keys, const struct report *report,
						  size_t index))
{
	struct json_object *object = json_new_object();
	struct keys keys = keys_for_json(object, r->options);

	add(&keys, r, index);
	return object;
}

/* Is a decoder in use, or set up in part? */
static bool is_set_up(const struct cxl_decoder *decoder)
{
	return decoder->size || decoder->region || decoder->mode ||
	       (decoder->dpa_size && decoder->dpa_size != CXL_UNKNOWN);
}

/* The decoders of a memory device that are not idle. */
static struct json_object *decoders_json(const struct report *r, const char *memdev)
{
	const struct cxl_facts *cxl = &r->inventory->cxl;
	struct json_object *array = json_new_array();

	for (size_t i = 0; i < cxl->decoder_count; i++)
		if (!strcmp(cxl->decoders[i].memdev, memdev) && is_set_up(&cxl->decoders[i]))
			json_object_array_add(array, cxl_object(r, i, cxl_decoder_keys));
	return array;
}

static struct json_object *memdevs_json(const struct report *r)
{
	const struct cxl_facts *cxl = &r->inventory->cxl;
	struct json_object *array = json_new_array();

	for (size_t i = 0; i < cxl->memdev_count && r->selection->all; i++) {
		struct json_object *object = cxl_object(r, i, cxl_memdev_keys);

		json_add(object, "decoders", decoders_json(r, cxl->memdevs[i].dev));
		json_object_array_add(array, object);
	}
	return array;
}

static struct json_object *targets_json(const struct report *r,
					const struct cxl_root_decoder *window)
{
	struct json_object *array = json_new_array();

	for (size_t i = 0; i < window->target_count; i++) {
		struct json_object *object = json_new_object();
		struct keys keys = keys_for_json(object, r->options);

		cxl_target_keys(&keys, &window->targets[i], i);
		json_object_array_add(array, object);
	}
	return array;
}

static struct json_object *windows_json(const struct report *r)
{
	const struct cxl_facts *cxl = &r->inventory->cxl;
	struct json_object *array = json_new_array();

	for (size_t i = 0; i < cxl->root_decoder_count && r->selection->all; i++) {
		struct json_object *object = cxl_object(r, i, cxl_root_decoder_keys);

		json_add(object, "targets", targets_json(r, &cxl->root_decoders[i]));
		json_object_array_add(array, object);
	}
	return array;
}

static struct json_object *mappings_json(const struct report *r, const struct cxl_region *region)
{
	struct json_object *array = json_new_array();

	for (size_t i = 0; i < region->mapping_count; i++) {
		struct json_object *object = json_new_object();
		struct keys keys = keys_for_json(object, r->options);

		cxl_mapping_keys(&keys, r, &region->mappings[i]);
		json_object_array_add(array, object);
	}
	return array;
}

static struct json_object *cxl_regions_json(const struct report *r)
{
	const struct cxl_facts *cxl = &r->inventory->cxl;
	struct json_object *array = json_new_array();

	for (size_t i = 0; i < cxl->region_count && r->selection->all; i++) {
		struct json_object *object = cxl_object(r, i, cxl_region_keys);

		json_add(object, "mappings", mappings_json(r, &cxl->regions[i]));
		json_object_array_add(array, object);
	}
	return array;
}

static struct json_object *idle_json(const struct report *r)
{
	const struct cxl_facts *cxl = &r->inventory->cxl;
	struct json_object *array = json_new_array();

	for (size_t i = 0; i < cxl->idle_count && r->selection->all; i++)
		json_object_array_add(array, json_new_text(cxl->idle_functions[i]));
	return array;
}

struct json_object *json_cxl(const struct report *r)
{
	struct json_object *object = json_new_object();

	json_add(object, "memdevs", memdevs_json(r));
	json_add(object, "decoders", windows_json(r));
	json_add(object, "regions", cxl_regions_json(r));
	json_add(object, "idle_functions", idle_json(r));
	return object;
}
