/* SPDX-License-Identifier: GPL-2.0-only */
/* The rows of the text view: one for each object that the filters leave. */
#ifndef PMEMCAP_TEXT_OBJECTS_H
#define PMEMCAP_TEXT_OBJECTS_H

#include "page.h"

void text_print_objects(const struct page *page, const struct report *report);

#endif
