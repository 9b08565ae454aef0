/* SPDX-License-Identifier: GPL-2.0-only */
/* Names of the running kernel's functions, in /proc/kallsyms. */
#ifndef PMEMCAP_SYMBOLS_H
#define PMEMCAP_SYMBOLS_H

#include <stdio.h>

#include "../../facts/host.h"

/* The name in a line of /proc/kallsyms, if the line is that of a global function; else NULL. */
const char *symbol_name(const char *line);

/*
 * Fill facts->symbols from /proc/kallsyms. Reading the names needs no privilege. Addresses are not
 * used.
 */
void observe_symbols(struct facts *facts);

/* Parse the text of /proc/kallsyms from the current position of file to its end. */
void symbols_parse(struct symbol_facts *symbols, FILE *file);

#endif
