/* SPDX-License-Identifier: GPL-2.0-only */
/* Explain one reason: cause, how it is found, remedy. */
#ifndef PMEMCAP_EXPLAIN_H
#define PMEMCAP_EXPLAIN_H

#include <stdio.h>

#include "context.h"

/* See report_explain(). */
int explain_print(FILE *out, const struct report_options *options, const char *id,
		  const char **nearest);

#endif
