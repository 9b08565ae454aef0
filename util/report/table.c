// SPDX-License-Identifier: GPL-2.0-only
#include "table.h"

#include <stdlib.h>
#include <string.h>

#include "../lib/array.h"
#include "../lib/escape.h"

/*
 * Minimum width of the remarks. If less is left, the first column becomes narrower than its
 * content.
 */
#define REMARK_MIN 20
/* Blanks between two columns. */
#define GAP 2

void table_add(struct table *table, int indent, const char *const *cells, const char *shade,
	       const char *remark)
{
	struct table_row *row;

	table->rows = array_make_room(table->rows, table->count, sizeof(*table->rows));
	row = &table->rows[table->count++];
	*row = (struct table_row){ .indent = indent, .shade = shade, .remark = xstrdup(remark) };
	for (size_t i = 0; i < table->cell_count; i++)
		row->cells[i] = escape_controls(cells[i]);
}

static int cell_width(const struct table_row *row, size_t cell)
{
	return (cell ? 0 : row->indent) + page_width(row->cells[cell]);
}

/* Find the column at which each cell begins, and last the remark. */
static void place_columns(const struct table *table, const struct page *page,
			  int start[TABLE_CELLS + 1])
{
	int width[TABLE_CELLS] = { 0 }, over;

	for (size_t i = 0; i < table->count; i++)
		for (size_t c = 0; c < table->cell_count; c++)
			if (cell_width(&table->rows[i], c) > width[c])
				width[c] = cell_width(&table->rows[i], c);
	start[0] = 0;
	for (size_t c = 0; c < table->cell_count; c++)
		start[c + 1] = start[c] + width[c] + GAP;
	over = start[table->cell_count] + REMARK_MIN - page->columns;
	if (over <= 0)
		return;
	/* A name that is longer than its column has a line of its own. */
	if (over > width[0] - REMARK_MIN)
		over = width[0] - REMARK_MIN;
	for (size_t c = 1; c <= table->cell_count && over > 0; c++)
		start[c] -= over;
}

/* The last column at which the longest word of text still fits the line. */
static int last_column_for(const struct page *page, const char *text)
{
	int longest = 0;

	while (*text) {
		int length = (int)strcspn(text, " ");

		longest = length > longest ? length : longest;
		text += length + strspn(text + length, " ");
	}
	return longest < page->columns ? page->columns - longest : 0;
}

static void print_remark(const struct page *page, int used, int start, const char *remark)
{
	int at = last_column_for(page, remark);

	if (!*remark) {
		fputc('\n', page->out);
		return;
	}
	if (at > start)
		at = start;
	/* If the cells reach beyond that column, begin the remark on the next line. */
	if (at < used)
		fprintf(page->out, "\n%*s", at, "");
	else
		fprintf(page->out, "%*s", at - used, "");
	page_wrap(page, at, at, remark);
}

static void print_table_row(const struct table *table, const struct page *page,
			    const struct table_row *row, const int start[])
{
	int used = 0;

	for (size_t c = 0; c < table->cell_count; c++) {
		bool shaded = c + 1 == table->cell_count && *row->shade;
		int at = start[c] + (c ? 0 : row->indent);

		if (!*row->cells[c])
			continue;
		/* Without a blank between them, two cells would read as one word. */
		if (used && used >= at) {
			fputc('\n', page->out);
			used = 0;
		}
		fprintf(page->out, "%*s%s%s%s", at - used, "", shaded ? row->shade : "",
			row->cells[c], shaded ? page_plain(page) : "");
		used = at + page_width(row->cells[c]);
	}
	print_remark(page, used, start[table->cell_count], row->remark);
}

void table_print(struct table *table, const struct page *page)
{
	int start[TABLE_CELLS + 1];

	place_columns(table, page, start);
	for (size_t i = 0; i < table->count; i++) {
		struct table_row *row = &table->rows[i];

		print_table_row(table, page, row, start);
		for (size_t c = 0; c < table->cell_count; c++)
			free(row->cells[c]);
		free(row->remark);
	}
	free(table->rows);
	table->rows = NULL;
	table->count = 0;
}
