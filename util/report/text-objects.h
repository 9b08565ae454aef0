/* SPDX-License-Identifier: GPL-2.0-only */
/* The rows of the text view: one for each object that the filters select. */
#ifndef PMEMCAP_TEXT_OBJECTS_H
#define PMEMCAP_TEXT_OBJECTS_H

#include "../lib/textbuf.h"
#include "page.h"

void text_print_objects(const struct page *page, const struct report *report);

/* Append a summary of the namespaces' access to line: "fsdax works on namespace0.0". */
void text_summarize_objects(struct textbuf *line, const struct report *report);

#endif
