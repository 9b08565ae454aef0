// SPDX-License-Identifier: GPL-2.0-only
/* Numbers and sizes in attributes, compared with a second parser that reads digit by digit. */
#include <errno.h>

#include "../../util/observe/read/reader.h"
#include "fuzz.h"

/* Returns what reader_parse_number() must return for its text. */
static int expected(const char *text, unsigned long *value)
{
	bool too_large = false;
	unsigned long n = 0;

	if (*text < '0' || *text > '9')
		return -EINVAL;
	for (; *text >= '0' && *text <= '9'; text++)
		too_large |= __builtin_mul_overflow(n, 10UL, &n) ||
			     __builtin_add_overflow(n, (unsigned long)(*text - '0'), &n);
	/* A number that is too large is detected first. */
	if (too_large)
		return -ERANGE;
	if (*text == 'K')
		too_large = __builtin_mul_overflow(n, 1024UL, &n);
	else if (*text == 'M')
		too_large = __builtin_mul_overflow(n, 1048576UL, &n);
	text += *text == 'K' || *text == 'M';
	if (*text)
		return -EINVAL;
	*value = n;
	return too_large ? -ERANGE : 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = text_of(data, size);
	unsigned long found = 0, wanted = 0;
	int rc = reader_parse_number(text, &found);

	REQUIRE(rc == expected(text, &wanted));
	REQUIRE(rc || found == wanted);
	free(text);
	return 0;
}
