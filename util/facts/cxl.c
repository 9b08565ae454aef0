// SPDX-License-Identifier: GPL-2.0-only
#include "cxl.h"

#include <stdlib.h>
#include <string.h>

#include "../lib/xalloc.h"

static bool is_named(const char *dev, const char *name)
{
	return name && !strcmp(dev, name);
}

const struct cxl_memdev *cxl_find_memdev(const struct cxl_facts *cxl, const char *dev)
{
	for (size_t i = 0; i < cxl->memdev_count; i++)
		if (is_named(cxl->memdevs[i].dev, dev))
			return &cxl->memdevs[i];
	return NULL;
}

const struct cxl_decoder *cxl_find_decoder(const struct cxl_facts *cxl, const char *dev)
{
	for (size_t i = 0; i < cxl->decoder_count; i++)
		if (is_named(cxl->decoders[i].dev, dev))
			return &cxl->decoders[i];
	return NULL;
}

const struct cxl_root_decoder *cxl_find_root_decoder(const struct cxl_facts *cxl, const char *dev)
{
	for (size_t i = 0; i < cxl->root_decoder_count; i++)
		if (is_named(cxl->root_decoders[i].dev, dev))
			return &cxl->root_decoders[i];
	return NULL;
}

/* All decoders of a region have the region's addresses (cxl_region_attach(), 6.0 to 7.3). */
unsigned long long cxl_region_start(const struct cxl_facts *cxl, const struct cxl_region *region)
{
	for (size_t i = 0; i < cxl->decoder_count; i++) {
		const struct cxl_decoder *decoder = &cxl->decoders[i];

		if (is_named(region->dev, decoder->region) && decoder->size &&
		    decoder->start != CXL_UNKNOWN)
			return decoder->start;
	}
	return CXL_UNKNOWN;
}

unsigned long long cxl_free_capacity(const struct cxl_facts *cxl, const struct cxl_memdev *memdev,
				     bool pmem)
{
	unsigned long long size = pmem ? memdev->pmem_size : memdev->ram_size, used = 0;

	for (size_t i = 0; i < cxl->decoder_count; i++) {
		const struct cxl_decoder *decoder = &cxl->decoders[i];

		if (is_named(memdev->dev, decoder->memdev) && decoder->dpa_size != CXL_UNKNOWN &&
		    is_named(pmem ? "pmem" : "ram", decoder->mode))
			used += decoder->dpa_size;
	}
	return used < size ? size - used : 0;
}

unsigned long long cxl_window_free(const struct cxl_facts *cxl,
				   const struct cxl_root_decoder *window)
{
	unsigned long long used = 0;

	for (size_t i = 0; i < cxl->region_count; i++) {
		if (!cxl->regions[i].root_decoder)
			return CXL_UNKNOWN;
		if (is_named(window->dev, cxl->regions[i].root_decoder))
			used += cxl->regions[i].size;
	}
	return used < window->size ? window->size - used : 0;
}

struct range {
	unsigned long long start, size;
};

static int by_address(const void *a, const void *b)
{
	const struct range *x = a, *y = b;

	return x->start < y->start ? -1 : x->start > y->start;
}

/* The committed regions of a window, in order of address. Returns false if one has none. */
static bool list_ranges(const struct cxl_facts *cxl, const struct cxl_root_decoder *window,
			struct range *ranges, size_t *count)
{
	*count = 0;
	for (size_t i = 0; i < cxl->region_count; i++) {
		const struct cxl_region *region = &cxl->regions[i];
		struct range range = { cxl_region_start(cxl, region), region->size };

		if (!region->root_decoder)
			return false;
		if (!is_named(window->dev, region->root_decoder) || !region->size ||
		    region->committed == TRI_NO)
			continue;
		if (range.start == CXL_UNKNOWN)
			return false;
		ranges[(*count)++] = range;
	}
	qsort(ranges, *count, sizeof(*ranges), by_address);
	return true;
}

bool cxl_window_gaps(const struct cxl_facts *cxl, const struct cxl_root_decoder *window,
		     struct cxl_gaps *gaps)
{
	struct range *ranges = xcalloc(cxl->region_count, sizeof(*ranges));
	unsigned long long end = window->start + window->size;
	size_t count = 0;
	bool known;

	*gaps = (struct cxl_gaps){ .start = window->start };
	known = window->start != CXL_UNKNOWN && list_ranges(cxl, window, ranges, &count);
	for (size_t i = 0; known && i < count; i++) {
		unsigned long long next = ranges[i].start + ranges[i].size;

		if (ranges[i].start > gaps->start && ranges[i].start - gaps->start > gaps->below)
			gaps->below = ranges[i].start - gaps->start;
		if (next > gaps->start)
			gaps->start = next;
	}
	gaps->above = end > gaps->start ? end - gaps->start : 0;
	free(ranges);
	return known;
}

unsigned long long cxl_window_extent(const struct cxl_facts *cxl,
				     const struct cxl_root_decoder *window)
{
	struct cxl_gaps gaps;

	if (!cxl_window_gaps(cxl, window, &gaps))
		return CXL_UNKNOWN;
	return gaps.below > gaps.above ? gaps.below : gaps.above;
}

bool cxl_region_qos_differs(const struct cxl_facts *cxl, const struct cxl_region *region)
{
	const struct cxl_root_decoder *window = cxl_find_root_decoder(cxl, region->root_decoder);

	for (size_t i = 0; window && region->mode && i < region->mapping_count; i++) {
		const struct cxl_decoder *decoder =
			cxl_find_decoder(cxl, region->mappings[i].decoder);
		const struct cxl_memdev *memdev =
			decoder ? cxl_find_memdev(cxl, decoder->memdev) : NULL;

		if (memdev && window->qos != (is_named("ram", region->mode) ? memdev->ram_qos
									    : memdev->pmem_qos))
			return true;
	}
	return false;
}

static void release_region(struct cxl_region *region)
{
	for (size_t i = 0; i < region->mapping_count; i++)
		free(region->mappings[i].decoder);
	free(region->mappings);
	free(region->dev);
	free(region->mode);
	free(region->root_decoder);
}

static void release_memdev(struct cxl_memdev *memdev)
{
	free(memdev->dev);
	free(memdev->host);
	free(memdev->firmware);
	free(memdev->bridge);
	for (size_t i = 0; i < memdev->port_count; i++)
		free(memdev->ports[i].dev);
	free(memdev->ports);
}

static void release_decoder(struct cxl_decoder *decoder)
{
	free(decoder->dev);
	free(decoder->memdev);
	free(decoder->region);
	free(decoder->mode);
}

static void release_root_decoder(struct cxl_root_decoder *decoder)
{
	for (size_t i = 0; i < decoder->target_count; i++)
		free(decoder->targets[i].bridge);
	free(decoder->targets);
	free(decoder->dev);
}

void cxl_release(struct cxl_facts *cxl)
{
	for (size_t i = 0; i < cxl->memdev_count; i++)
		release_memdev(&cxl->memdevs[i]);
	for (size_t i = 0; i < cxl->region_count; i++)
		release_region(&cxl->regions[i]);
	for (size_t i = 0; i < cxl->root_decoder_count; i++)
		release_root_decoder(&cxl->root_decoders[i]);
	for (size_t i = 0; i < cxl->decoder_count; i++)
		release_decoder(&cxl->decoders[i]);
	for (size_t i = 0; i < cxl->idle_count; i++)
		free(cxl->idle_functions[i]);
	free(cxl->memdevs);
	free(cxl->regions);
	free(cxl->root_decoders);
	free(cxl->decoders);
	free(cxl->idle_functions);
	memset(cxl, 0, sizeof(*cxl));
}
