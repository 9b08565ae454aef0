/* SPDX-License-Identifier: GPL-2.0-only */
/* A table whose columns are as wide as their content. The last column, the remark, is wrapped. */
#ifndef PMEMCAP_TABLE_H
#define PMEMCAP_TABLE_H

#include "page.h"

#define TABLE_CELLS 4

struct table_row {
	int indent;               /* of the first cell */
	char *cells[TABLE_CELLS]; /* escaped; the last cell of the table gets the shade */
	const char *shade;        /* static */
	char *remark;
};

/* A table with all members zero except cell_count is empty. */
struct table {
	size_t cell_count; /* columns before the remark, at most TABLE_CELLS */
	struct table_row *rows;
	size_t count;
};

/*
 * Add a row of cell_count cells; all texts are copied. shade: an escape sequence, "" for none. It is
 * printed around a cell that is not empty.
 */
void table_add(struct table *table, int indent, const char *const *cells, const char *shade,
	       const char *remark);

/* Print the rows, and free them. No line ends with a blank. */
void table_print(struct table *table, const struct page *page);

#endif
