// SPDX-License-Identifier: GPL-2.0-only
#include "ndctl-values.h"

#include <stdlib.h>

#include "../lib/array.h"
#include "../lib/xalloc.h"
#include "json-values.h"

/* bytes in hundredths of unit, which is at most 1 TiB. Halves are rounded up. */
static unsigned long long hundredths(unsigned long long bytes, unsigned long long unit)
{
	return (bytes / unit * 200 + bytes % unit * 200 / unit + 1) / 2;
}

/*
 * NULL below 5,000 KiB, where ndctl prints the plain number. MiB below 2 GiB, GiB below 2 TiB, else
 * TiB. The caller frees it.
 */
static char *size_with_units(unsigned long long bytes)
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

struct json_object *json_new_ndctl_number(unsigned long long value)
{
	return xalloc_check(json_object_new_uint64(value));
}

struct json_object *json_new_ndctl_size(unsigned long long bytes, bool human)
{
	char *text = human ? size_with_units(bytes) : NULL;
	struct json_object *value =
		text ? json_new_text(text) : xalloc_check(json_object_new_int64(bytes));

	free(text);
	return value;
}
