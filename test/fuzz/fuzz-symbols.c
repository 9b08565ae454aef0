// SPDX-License-Identifier: GPL-2.0-only
/* /proc/kallsyms: the file as a capture reduces it must give the same facts. */
#include "../../util/capture/reduce.h"
#include "../../util/observe/host/symbols.h"
#include "fuzz.h"

static struct symbol_facts parse(char *text)
{
	struct symbol_facts symbols = { 0 };
	FILE *file = *text ? xalloc_check(fmemopen(text, strlen(text), "r")) : NULL;

	if (!file)
		return symbols;
	symbols_parse(&symbols, file);
	fclose(file);
	return symbols;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = text_of(data, size), *copy = text_of(data, size), *left;
	struct symbol_facts whole, reduced;

	left = reduce_kallsyms(copy);
	REQUIRE(strlen(left) <= size);
	whole = parse(text);
	reduced = parse(left);
	REQUIRE(!whole.whole || (strstr(text, "_stext") && strstr(text, "_einittext")));
	for (int i = 0; i < KSYM_COUNT; i++)
		REQUIRE(!whole.have[i] || strstr(text, kernel_symbol_name(i)));
	REQUIRE(!memcmp(&whole, &reduced, sizeof(whole)));
	free(left);
	free(copy);
	free(text);
	return 0;
}
