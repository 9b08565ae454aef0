// SPDX-License-Identifier: GPL-2.0-only
#include "size.h"

#include <stdio.h>
#include <string.h>

#include "array.h"
#include "xalloc.h"

char *size_words(unsigned long long bytes)
{
	static const char *const units[] = { "KiB", "MiB", "GiB", "TiB", "PiB", "EiB" };
	double x = bytes / 1024.0;
	unsigned int unit = 0;
	char number[32], *dot;

	if (bytes < 1024)
		return xasprintf("%llu B", bytes);
	for (; x >= 1024 && unit < ARRAY_SIZE(units) - 1; unit++)
		x /= 1024;
	snprintf(number, sizeof(number), "%.2f", x);
	dot = strchr(number, '.');
	if (dot && !strcmp(dot, ".00"))
		*dot = '\0';
	return xasprintf("%s %s", number, units[unit]);
}
