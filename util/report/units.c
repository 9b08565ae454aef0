// SPDX-License-Identifier: GPL-2.0-only
#include "units.h"

#include <stdio.h>

#include "../lib/array.h"
#include "../lib/errno-name.h"
#include "../lib/xalloc.h"

const char *report_errno(int error)
{
	static char number[16];
	const char *name = errno_name(error);

	if (name)
		return name;
	snprintf(number, sizeof(number), "%d", error);
	return number;
}

char *report_size(unsigned long long bytes)
{
	static const char *const binary[] = { "KiB", "MiB", "GiB", "TiB", "PiB", "EiB" };
	static const char *const decimal[] = { "kB", "MB", "GB", "TB", "PB", "EB" };
	unsigned int b = 0, d = 0;
	double x = bytes, y = bytes;

	if (bytes < 1024)
		return xasprintf("%llu", bytes);
	for (x /= 1024; x >= 1024 && b < ARRAY_SIZE(binary) - 1; b++)
		x /= 1024;
	for (y /= 1000; y >= 1000 && d < ARRAY_SIZE(decimal) - 1; d++)
		y /= 1000;
	return xasprintf("%.2f %s (%.2f %s)", x, binary[b], y, decimal[d]);
}
