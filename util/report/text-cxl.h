/* SPDX-License-Identifier: GPL-2.0-only */
/* The table of CXL memory in the text view. */
#ifndef PMEMCAP_TEXT_CXL_H
#define PMEMCAP_TEXT_CXL_H

#include "page.h"

/* Print a row for each window, region and memory device; nothing if there is none of them. */
void text_print_cxl(const struct page *page, const struct report *report);

#endif
