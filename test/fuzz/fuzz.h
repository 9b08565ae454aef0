/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Helpers of the targets. A target is one function, which libFuzzer calls with one input after the
 * other.
 */
#ifndef PMEMCAP_FUZZ_H
#define PMEMCAP_FUZZ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../util/lib/xalloc.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A condition that holds for every input: an assert() that no build leaves out. */
#define REQUIRE(condition)                                                                         \
	do {                                                                                       \
		if (!(condition)) {                                                                \
			fprintf(stderr, "%s:%d: does not hold: %s\n", __FILE__, __LINE__,          \
				#condition);                                                       \
			abort();                                                                   \
		}                                                                                  \
	} while (0)

/* The input as reader_text() would give it, without a spare byte; the caller frees it. */
static inline char *text_of(const uint8_t *data, size_t size)
{
	char *text = xcalloc(size + 1, 1);

	for (size_t i = 0; i < size; i++)
		text[i] = data[i] ? (char)data[i] : ' ';
	return text;
}

/* Are both NULL, or the same text? */
static inline bool same_text(const char *a, const char *b)
{
	return a && b ? !strcmp(a, b) : a == b;
}

#endif
