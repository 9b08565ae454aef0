/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * KEY=value lines that a shell can eval safely, whatever text a label or a mount point contains.
 * Every line is one assignment. Every value is one word, quoted where needed.
 */
#ifndef PMEMCAP_ENV_H
#define PMEMCAP_ENV_H

#include <stdio.h>

#include "context.h"

/* Print the report as such lines. Sizes are in bytes, even with -u. */
void env_print(FILE *out, const struct report *report);

#endif
