/* SPDX-License-Identifier: GPL-2.0-only */
/* The JSON object of the contract, version 1. Keys are added, never renamed or retyped. */
#ifndef PMEMCAP_REPORT_JSON_H
#define PMEMCAP_REPORT_JSON_H

#include <stdio.h>

#include "context.h"

/* Print the object in the layout of ndctl's own, but do not escape "/". */
void json_print(FILE *out, const struct report *report);

#endif
