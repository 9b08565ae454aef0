/* SPDX-License-Identifier: GPL-2.0-only */
/* The text view: facts, one line for each mode, one row for each object, findings with remedies. */
#ifndef PMEMCAP_TEXT_H
#define PMEMCAP_TEXT_H

#include <stdio.h>

#include "context.h"

void text_print(FILE *out, const struct report *report);

#endif
