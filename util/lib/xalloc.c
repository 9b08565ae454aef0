// SPDX-License-Identifier: GPL-2.0-only
#include "xalloc.h"

void xalloc_fail(void)
{
	fputs("  Error: out of memory\n", stderr);
	exit(EXIT_FAILURE);
}
