// SPDX-License-Identifier: GPL-2.0-only
#include "text-cxl.h"

#include <stdlib.h>
#include <string.h>

#include "../lib/size.h"
#include "../lib/textbuf.h"
#include "../lib/xalloc.h"
#include "table.h"

struct cxl_view {
	const struct page *page;
	const struct report *report;
	const struct cxl_facts *cxl;
	struct table table;
};

/* Adds a row and frees size, gives and remark. gives and remark may be NULL. */
static void add_row(struct cxl_view *view, int indent, const char *name, const char *kind,
		    char *size, char *gives, const char *shade, char *remark)
{
	const char *cells[TABLE_CELLS] = { name, kind, size, gives ? gives : "" };

	table_add(&view->table, indent, cells, shade, remark ? remark : "");
	free(size);
	free(gives);
	free(remark);
}

/* "2.50 GiB free"; NULL if nothing is free or it is not known. The caller frees it. */
static char *free_text(unsigned long long bytes)
{
	char *size, *text;

	if (!bytes || bytes == CXL_UNKNOWN)
		return NULL;
	size = size_words(bytes);
	text = xasprintf("%s free", size);
	free(size);
	return text;
}

/* What a region became: "region1", "dax0.0 dax0.1", "system-ram", "nothing". */
static char *outcome_text(const struct cxl_view *view, const struct cxl_region_verdict *v)
{
	const struct inventory *inventory = view->report->inventory;
	struct textbuf names = { 0 };

	if (v->outcome == CXL_ND_REGION)
		return xstrdup(inventory->regions[v->region].dev);
	for (size_t i = 0; v->outcome == CXL_DAX_REGION && i < inventory->dax_count; i++)
		if (inventory->dax_devices[i].region == v->dax_region)
			textbuf_join(&names, " ", "%s", inventory->dax_devices[i].dev);
	return names.text ? textbuf_take(&names) : xstrdup(cxl_outcome_name(v->outcome));
}

/* "2 ways: mem1, mem0; disabled". The caller frees it. */
static char *members_text(const struct cxl_view *view, const struct cxl_region *region,
			  const struct cxl_region_verdict *v)
{
	struct textbuf text = { 0 };

	if (region->ways > 1)
		textbuf_printf(&text, "%u ways: ", region->ways);
	for (size_t i = 0; i < region->mapping_count; i++) {
		const struct cxl_decoder *decoder =
			cxl_find_decoder(view->cxl, region->mappings[i].decoder);

		textbuf_printf(&text, "%s%s", i ? ", " : "",
			       decoder ? decoder->memdev : region->mappings[i].decoder);
	}
	if (region->committed == TRI_NO)
		textbuf_join(&text, "; ", "not committed");
	if (v->enabled == TRI_NO)
		textbuf_join(&text, "; ", "disabled");
	return textbuf_take(&text);
}

static void add_region_row(struct cxl_view *view, size_t index, int indent)
{
	const struct cxl_region *region = &view->cxl->regions[index];
	const struct cxl_region_verdict *v = &view->report->objects->cxl_regions[index];
	char *kind =
		xasprintf("region%s%s", region->mode ? ", " : "", region->mode ? region->mode : "");
	enum tri answer = v->outcome == CXL_UNCLEAR   ? TRI_UNKNOWN
			  : v->outcome == CXL_NOTHING ? TRI_NO
						      : TRI_YES;

	add_row(view, indent, region->dev, kind, size_words(region->size), outcome_text(view, v),
		page_answer_shade(view->page, answer), members_text(view, region, v));
	free(kind);
}

static void add_window_rows(struct cxl_view *view, const struct cxl_root_decoder *window)
{
	add_row(view, 0, window->dev, "window", size_words(window->size),
		free_text(cxl_window_free(view->cxl, window)), "",
		xasprintf("for %s memory", window->pmem && window->ram ? "persistent and volatile"
					   : window->pmem              ? "persistent"
					   : window->ram               ? "volatile"
								       : "no"));
	for (size_t i = 0; i < view->cxl->region_count; i++)
		if (view->cxl->regions[i].root_decoder &&
		    !strcmp(view->cxl->regions[i].root_decoder, window->dev))
			add_region_row(view, i, 2);
}

/* "region0, 256 MiB free": the regions that have the device's memory. The caller frees it. */
static char *use_text(const struct cxl_view *view, const struct cxl_memdev *memdev, bool pmem)
{
	char *rest = free_text(cxl_free_capacity(view->cxl, memdev, pmem));
	struct textbuf text = { 0 };

	for (size_t i = 0; i < view->cxl->decoder_count; i++) {
		const struct cxl_decoder *decoder = &view->cxl->decoders[i];

		if (!strcmp(decoder->memdev, memdev->dev) && decoder->region && decoder->mode &&
		    !strcmp(decoder->mode, pmem ? "pmem" : "ram"))
			textbuf_join(&text, ", ", "%s", decoder->region);
	}
	if (rest)
		textbuf_join(&text, ", ", "%s", rest);
	free(rest);
	return textbuf_take(&text);
}

/* A row for each kind of memory that the device has. */
static void add_memdev_rows(struct cxl_view *view, const struct cxl_memdev *memdev)
{
	const char *remark = memdev->unread ? "unread" : !memdev->enabled ? "disabled" : "";

	if (memdev->pmem_size || !memdev->ram_size)
		add_row(view, 0, memdev->dev, "memory, pmem", size_words(memdev->pmem_size),
			use_text(view, memdev, true), "", xstrdup(remark));
	if (memdev->ram_size)
		add_row(view, 0, memdev->dev, "memory, ram", size_words(memdev->ram_size),
			use_text(view, memdev, false), "", xstrdup(remark));
}

void text_print_cxl(const struct page *page, const struct report *r)
{
	struct cxl_view view = {
		.page = page, .report = r, .cxl = &r->inventory->cxl, .table = { .cell_count = 4 }
	};
	const struct cxl_facts *cxl = view.cxl;

	if (!r->selection->all ||
	    (!cxl->memdev_count && !cxl->region_count && !cxl->root_decoder_count))
		return;
	fputc('\n', page->out);
	table_add(&view.table, 0, (const char *const[]){ "CXL", "kind", "size", "became" }, "",
		  "made of");
	for (size_t i = 0; i < cxl->root_decoder_count; i++)
		add_window_rows(&view, &cxl->root_decoders[i]);
	for (size_t i = 0; i < cxl->region_count; i++)
		if (!cxl_find_root_decoder(cxl, cxl->regions[i].root_decoder))
			add_region_row(&view, i, 0);
	for (size_t i = 0; i < cxl->memdev_count; i++)
		add_memdev_rows(&view, &cxl->memdevs[i]);
	table_print(&view.table, page);
}
