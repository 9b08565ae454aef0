// SPDX-License-Identifier: GPL-2.0-only
#include "cxl-window.h"

#include <string.h>

#include "../../lib/xalloc.h"
#include "cxl-kernel.h"
#include "object-check.h"

/* alloc_hpa() and dpa_size_store() take only multiples (6.0 to 7.3). */
#define GRAIN (256ULL << 20)

static bool accepts(const struct cxl_root_decoder *window, bool pmem)
{
	return window->type3 && (pmem ? window->pmem : window->ram);
}

static bool can_make(const struct cxl_root_decoder *window, bool pmem)
{
	return pmem ? window->can_make_pmem : window->can_make_ram;
}

/*
 * Every window for persistent memory has create_pmem_region if CXL_REGION is on (6.0 to 7.3). A
 * window for volatile memory may lack create_ram_region because the kernel is older than 6.3.
 */
static bool has_region_option(struct judge_ctx *ctx, const char *subject)
{
	const struct cxl_facts *cxl = &ctx->inventory->cxl;

	for (size_t i = 0; i < cxl->root_decoder_count; i++)
		if (cxl->root_decoders[i].can_make_pmem || cxl->root_decoders[i].can_make_ram)
			return true;
	return is_cxl_built(ctx, KOPT_CXL_REGION, subject);
}

/*
 * Are all decoders either free, or part of a committed region? The kernel commits decoders in the
 * order of their numbers, and those of a port in the order of their addresses
 * (cxl_decoder_commit(), alloc_region_ref()): one that is set up halfway blocks the next.
 */
static bool are_decoders_in_order(const struct cxl_facts *cxl)
{
	for (size_t i = 0; i < cxl->region_count; i++)
		if (cxl->regions[i].committed != TRI_YES)
			return false;
	for (size_t i = 0; i < cxl->decoder_count; i++) {
		const struct cxl_decoder *decoder = &cxl->decoders[i];

		if (!decoder->region && (decoder->size || decoder->dpa_size))
			return false;
	}
	return true;
}

static bool has_free_decoder(const struct cxl_facts *cxl, const struct cxl_memdev *memdev)
{
	for (size_t i = 0; i < cxl->decoder_count; i++)
		if (!strcmp(cxl->decoders[i].memdev, memdev->dev) && !cxl->decoders[i].region)
			return true;
	return false;
}

static bool is_below_port(const struct cxl_memdev *memdev, const char *port)
{
	for (size_t i = 0; memdev && i < memdev->port_count; i++)
		if (!strcmp(memdev->ports[i].dev, port))
			return true;
	return false;
}

static bool passes_through(const struct cxl_facts *cxl, const struct cxl_region *region,
			   const char *port)
{
	for (size_t i = 0; i < cxl->decoder_count; i++) {
		const struct cxl_decoder *decoder = &cxl->decoders[i];

		if (decoder->region && !strcmp(decoder->region, region->dev) &&
		    is_below_port(cxl_find_memdev(cxl, decoder->memdev), port))
			return true;
	}
	return false;
}

/*
 * Has each port above the device a decoder for one more region? Each region takes one of every port
 * that it passes through (cxl_rr_alloc_decoder(), 6.0 to 7.3). The port of a host bridge with a
 * single root port may have only one (devm_cxl_add_passthrough_decoder()).
 */
static bool have_ports_decoder(const struct cxl_facts *cxl, const struct cxl_memdev *memdev)
{
	for (size_t i = 0; i < memdev->port_count; i++) {
		size_t taken = 0;

		for (size_t r = 0; r < cxl->region_count; r++)
			taken += passes_through(cxl, &cxl->regions[r], memdev->ports[i].dev);
		if (taken >= memdev->ports[i].decoder_count)
			return false;
	}
	return memdev->port_count > 0;
}

/* Does a region begin at or above this address, or where is not known? */
static bool has_region_from(const struct cxl_facts *cxl, unsigned long long start)
{
	for (size_t i = 0; i < cxl->region_count; i++)
		if (cxl_region_start(cxl, &cxl->regions[i]) >= start)
			return true;
	return false;
}

/*
 * Does the window lead to the device's host bridge alone, and has it room above all regions? The
 * kernel takes the lowest gap that is large enough (alloc_free_mem_region()), and refuses the
 * region if a port has one at a higher address already (alloc_region_ref()).
 */
static bool fits(const struct cxl_facts *cxl, const struct cxl_root_decoder *window,
		 const struct cxl_memdev *memdev, unsigned long long size)
{
	struct cxl_gaps gaps;

	if (window->ways != 1 || window->target_count != 1 || !window->targets[0].bridge ||
	    !memdev->bridge || strcmp(window->targets[0].bridge, memdev->bridge) != 0)
		return false;
	return cxl_window_gaps(cxl, window, &gaps) && gaps.below < size && gaps.above >= size &&
	       !has_region_from(cxl, gaps.start);
}

/* The size is given, since old versions of cxl demand it, and others take the whole device's. */
char *cxl_create_command(struct judge_ctx *ctx, const struct cxl_memdev *memdev,
			 unsigned long long free_bytes, bool pmem)
{
	const struct cxl_facts *cxl = &ctx->inventory->cxl;
	unsigned long long size = free_bytes - free_bytes % GRAIN;

	if (!has_region_option(ctx, memdev->dev) || !can_commit_cxl(ctx, memdev->dev) || !size ||
	    !memdev->has_endpoint || !are_decoders_in_order(cxl) ||
	    !has_free_decoder(cxl, memdev) || !have_ports_decoder(cxl, memdev))
		return NULL;
	for (size_t i = 0; i < cxl->root_decoder_count; i++) {
		const struct cxl_root_decoder *window = &cxl->root_decoders[i];

		if (accepts(window, pmem) && can_make(window, pmem) &&
		    fits(cxl, window, memdev, size))
			return xasprintf("cxl create-region -t %s -d %s -w 1 -s %llu -m %s",
					 pmem ? "pmem" : "ram", window->dev, size, memdev->dev);
	}
	return NULL;
}
