// SPDX-License-Identifier: GPL-2.0-only
#include "cxl-keys.h"

#include <stdlib.h>
#include <string.h>

#include "../lib/xalloc.h"

static const struct cxl_facts *cxl_of(const struct report *r)
{
	return &r->inventory->cxl;
}

static void address_key_if(struct keys *k, struct key key, unsigned long long address)
{
	key_hex_if(k, key, address != CXL_UNKNOWN, address);
}

/* JSON has the key only for an object that is disabled, as `cxl list` does. */
static void cxl_state_key_if(struct keys *k, struct key key, bool disabled)
{
	if (k->json)
		key_text_if(k, key, disabled ? "disabled" : NULL);
	else
		key_text(k, key, disabled ? "disabled" : "enabled");
}

/* A size that may be 0. */
static void known_size_key_if(struct keys *k, struct key key, unsigned long long bytes)
{
	if (bytes != CXL_UNKNOWN)
		key_size(k, key, bytes);
}

/*
 * What no decoder maps of a partition. There is no such key without a partition. In the flat
 * formats a size of 0 would mean unknown, so it is printed as a number.
 */
static void available_key_if(struct keys *k, struct key key, const struct report *r,
			     const struct cxl_memdev *memdev, bool pmem)
{
	bool there = pmem ? memdev->pmem_size : memdev->ram_size;
	unsigned long long bytes = cxl_free_capacity(cxl_of(r), memdev, pmem);

	if (!k->json)
		key_number_if(k, key, there, bytes);
	else if (there)
		key_size(k, key, bytes);
}

void cxl_memdev_keys(struct keys *k, const struct report *r, size_t index)
{
	const struct cxl_memdev *memdev = &cxl_of(r)->memdevs[index];
	bool serial = k->json && k->options->verbose && memdev->serial != CXL_UNKNOWN;

	key_text(k, KEY("memdev", NULL, "memdev"), memdev->dev);
	key_size_if(k, KEY("pmem_size", "PMEM_SIZE", NULL), memdev->pmem_size);
	available_key_if(k, KEY("pmem_available_size", "PMEM_AVAILABLE_SIZE", NULL), r, memdev,
			 true);
	key_number_if(k, KEY("pmem_qos_class", NULL, NULL), memdev->pmem_qos != CXL_NO_QOS,
		      memdev->pmem_qos);
	key_size_if(k, KEY("ram_size", "RAM_SIZE", NULL), memdev->ram_size);
	available_key_if(k, KEY("ram_available_size", "RAM_AVAILABLE_SIZE", NULL), r, memdev,
			 false);
	key_number_if(k, KEY("ram_qos_class", NULL, NULL), memdev->ram_qos != CXL_NO_QOS,
		      memdev->ram_qos);
	key_hex_if(k, KEY("serial", NULL, NULL), serial, memdev->serial);
	key_number_if(k, KEY("numa_node", "NUMA_NODE", NULL), memdev->numa_node >= 0,
		      memdev->numa_node);
	key_text_if(k, KEY("host", "HOST", "host"), memdev->host);
	key_text_if(k, KEY("firmware_version", NULL, NULL), memdev->firmware);
	cxl_state_key_if(k, KEY("state", "STATE", NULL), !memdev->enabled);
}

void cxl_decoder_keys(struct keys *k, const struct report *r, size_t index)
{
	const struct cxl_decoder *decoder = &cxl_of(r)->decoders[index];

	key_text(k, KEY("decoder", NULL, NULL), decoder->dev);
	address_key_if(k, KEY("resource", NULL, NULL), decoder->start);
	key_size_if(k, KEY("size", NULL, NULL), decoder->size);
	key_number_if(k, KEY("interleave_ways", NULL, NULL), decoder->ways, decoder->ways);
	/* As in `cxl list`, only with more than one way. */
	key_number_if(k, KEY("interleave_granularity", NULL, NULL), decoder->ways > 1,
		      decoder->granularity);
	key_text_if(k, KEY("region", NULL, NULL), decoder->region);
	cxl_state_key_if(k, KEY("state", NULL, NULL), !decoder->size);
	key_size_if(k, KEY("dpa_size", NULL, NULL),
		    decoder->dpa_size == CXL_UNKNOWN ? 0 : decoder->dpa_size);
	key_text_if(k, KEY("mode", NULL, NULL), decoder->mode);
}

void cxl_root_decoder_keys(struct keys *k, const struct report *r, size_t index)
{
	const struct cxl_root_decoder *window = &cxl_of(r)->root_decoders[index];

	key_text(k, KEY("decoder", NULL, NULL), window->dev);
	address_key_if(k, KEY("resource", NULL, NULL), window->size ? window->start : CXL_UNKNOWN);
	key_size_if(k, KEY("size", NULL, NULL), window->size);
	key_number_if(k, KEY("interleave_ways", NULL, NULL), window->ways, window->ways);
	key_number_if(k, KEY("interleave_granularity", NULL, NULL), window->ways > 1,
		      window->granularity);
	cxl_state_key_if(k, KEY("state", NULL, NULL), !window->size);
	known_size_key_if(k, KEY("max_available_extent", NULL, NULL),
			  window->type3 ? cxl_window_extent(cxl_of(r), window) : CXL_UNKNOWN);
	known_size_key_if(k, KEY("available_size", NULL, NULL), cxl_window_free(cxl_of(r), window));
	key_bool_if(k, KEY("pmem_capable", NULL, NULL), window->type3 && window->pmem, true);
	key_bool_if(k, KEY("volatile_capable", NULL, NULL), window->type3 && window->ram, true);
	key_bool_if(k, KEY("accelmem_capable", NULL, NULL), window->type2, true);
	key_number_if(k, KEY("qos_class", NULL, NULL), window->qos != CXL_NO_QOS, window->qos);
	key_number(k, KEY("nr_targets", NULL, NULL), window->target_count);
}

void cxl_target_keys(struct keys *k, const struct cxl_target *target, size_t position)
{
	key_text_if(k, KEY("target", NULL, NULL), target->bridge);
	key_number(k, KEY("position", NULL, NULL), position);
	key_hex(k, KEY("id", NULL, NULL), target->id);
}

void cxl_mapping_keys(struct keys *k, const struct report *r, const struct cxl_mapping *mapping)
{
	const struct cxl_decoder *decoder = cxl_find_decoder(cxl_of(r), mapping->decoder);

	key_number(k, KEY("position", NULL, NULL), mapping->position);
	key_text_if(k, KEY("memdev", NULL, NULL), decoder ? decoder->memdev : NULL);
	key_text(k, KEY("decoder", NULL, NULL), mapping->decoder);
}

/* The names of the dax devices that a region has become. */
static void chardevs_key(struct keys *k, struct key key, const struct report *r,
			 const struct cxl_region_verdict *v)
{
	const struct inventory *inventory = r->inventory;
	const char **names = xcalloc(inventory->dax_count + 1, sizeof(*names));
	size_t count = 0;

	for (size_t i = 0; i < inventory->dax_count; i++)
		if (v->outcome == CXL_DAX_REGION &&
		    inventory->dax_devices[i].region == v->dax_region)
			names[count++] = inventory->dax_devices[i].dev;
	key_words(k, key, names);
	free(names);
}

static const char *decode_state(enum tri committed)
{
	return committed == TRI_YES ? "commit" : committed == TRI_NO ? "reset" : NULL;
}

void cxl_region_keys(struct keys *k, const struct report *r, size_t index)
{
	const struct cxl_region *region = &cxl_of(r)->regions[index];
	const struct cxl_region_verdict *v = &r->objects->cxl_regions[index];
	const char *mode = region->mode && strcmp(region->mode, "none") != 0 ? region->mode : NULL;

	key_text(k, KEY("region", NULL, "region"), region->dev);
	key_text(k, KEY("root_decoder", "DECODER", "decoder"), region->root_decoder);
	address_key_if(k, KEY("resource", NULL, NULL), cxl_region_start(cxl_of(r), region));
	key_size(k, KEY("size", "SIZE", NULL), region->size);
	key_text_if(k, KEY("type", "TYPE", "type"), mode);
	key_number_if(k, KEY("interleave_ways", "INTERLEAVE_WAYS", NULL), region->ways,
		      region->ways);
	key_number_if(k, KEY("interleave_granularity", "INTERLEAVE_GRANULARITY", NULL),
		      region->granularity, region->granularity);
	key_text_if(k, KEY("decode_state", "DECODE_STATE", NULL), decode_state(region->committed));
	cxl_state_key_if(k, KEY("state", "STATE", NULL), v->enabled == TRI_NO);
	key_bool_if(k, KEY("qos_class_mismatch", NULL, NULL),
		    cxl_region_qos_differs(cxl_of(r), region), true);
	key_text(k, KEY("became", "BECAME", NULL), cxl_outcome_name(v->outcome));
	key_text_if(k, KEY("nd_region", "ND_REGION", "nd_region"),
		    v->region == NO_INDEX ? NULL : r->inventory->regions[v->region].dev);
	chardevs_key(k, KEY("chardevs", "CHARDEVS", NULL), r, v);
}
