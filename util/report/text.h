/* SPDX-License-Identifier: GPL-2.0-only */
/* The text view: facts, a line a mode, a row an object, findings with remedies. */
#ifndef PMEMCAP_TEXT_H
#define PMEMCAP_TEXT_H

#include <stdio.h>

#include "context.h"

void text_print(FILE *out, const struct report *report);

#endif
