/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * KEY=value lines for a shell to eval, whatever a label or a mount point holds:
 * every line is one assignment, every value one word that nothing in it can end.
 */
#ifndef PMEMCAP_ENV_H
#define PMEMCAP_ENV_H

#include <stdio.h>

#include "context.h"

/* Sizes are in bytes, whatever the options. */
void env_print(FILE *out, const struct report *report);

#endif
