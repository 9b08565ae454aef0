/* SPDX-License-Identifier: GPL-2.0-only */
/* Names of functions of the running kernel. */
#ifndef PMEMCAP_SYMBOLS_H
#define PMEMCAP_SYMBOLS_H

#include <stdio.h>

#include "../../facts/host.h"

/* What follows "ADDRESS T " of a global function's line in /proc/kallsyms; NULL for all others. */
const char *symbol_name(const char *line);

/* /proc/kallsyms; names can be read without privilege, addresses are not used. */
void observe_symbols(struct facts *facts);

/* Parse a text like that, from where file stands to its end. */
void symbols_parse(struct symbol_facts *symbols, FILE *file);

#endif
