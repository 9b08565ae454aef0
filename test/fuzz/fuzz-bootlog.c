// SPDX-License-Identifier: GPL-2.0-only
/* A kernel's log: without a line about the cache, nothing is reported about the cache. */
#include "../../util/observe/host/bootlog.h"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = text_of(data, size), *copy = text_of(data, size);
	struct facts facts = { 0 };
	const struct bootlog_facts *log = &facts.bootlog;

	bootlog_parse(&facts.bootlog, copy);
	REQUIRE(log->line || (log->aliases == TRI_UNKNOWN && !log->vac_size));
	REQUIRE(!log->line || (strstr(text, log->line) && !strchr(log->line, '\n')));
	REQUIRE(log->aliases != TRI_YES || strstr(log->line, "VIVT data cache") ||
		strstr(log->line, "VIPT aliasing data cache") ||
		strstr(log->line, ", cache aliases,"));
	REQUIRE(log->aliases != TRI_NO || strstr(log->line, "nonaliasing data cache") ||
		strstr(log->line, ", no aliases,"));
	REQUIRE(!log->nios2_mismatch || strstr(text, "dcache size configuration mismatch"));
	REQUIRE(!bootlog_of(text, "6.12.117") || strstr(text, "Linux version 6.12.117 "));
	REQUIRE(!bootlog_of(text, NULL));
	REQUIRE(!log->machine.name || !log->machine.family);
	REQUIRE(!log->machine.detail == !(log->machine.name || log->machine.family));
	facts_release(&facts);
	free(copy);
	free(text);
	return 0;
}
