// SPDX-License-Identifier: GPL-2.0-only
#include "units.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../lib/array.h"
#include "../lib/xalloc.h"

const char *report_errno(int error)
{
	static char number[16];
	const char *name = strerrorname_np(error);

	if (name)
		return name;
	snprintf(number, sizeof(number), "%d", error);
	return number;
}

/* bytes in hundredths of unit, which is at most 1 TiB. Halves are rounded up. */
static unsigned long long hundredths(unsigned long long bytes, unsigned long long unit)
{
	return (bytes / unit * 200 + bytes % unit * 200 / unit + 1) / 2;
}

char *report_ndctl_size(unsigned long long bytes)
{
	static const struct {
		char letter;
		unsigned long long binary, decimal;
	} units[] = {
		{ 'M', 1ULL << 20, 1000ULL * 1000 },
		{ 'G', 1ULL << 30, 1000ULL * 1000 * 1000 },
		{ 'T', 1ULL << 40, 1000ULL * 1000 * 1000 * 1000 },
	};
	unsigned long long binary, decimal;
	size_t i = 0;

	if (bytes < 5000ULL * 1024)
		return NULL;
	while (i < ARRAY_SIZE(units) - 1 && bytes >= 2048 * units[i].binary)
		i++;
	binary = hundredths(bytes, units[i].binary);
	decimal = hundredths(bytes, units[i].decimal);
	return xasprintf("%llu.%02llu %ciB (%llu.%02llu %cB)", binary / 100, binary % 100,
			 units[i].letter, decimal / 100, decimal % 100, units[i].letter);
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

char *units_short(unsigned long long bytes)
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
