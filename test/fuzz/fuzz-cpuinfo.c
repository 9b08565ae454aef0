// SPDX-License-Identifier: GPL-2.0-only
/* /proc/cpuinfo: the file as a capture reduces it must give the same facts. */
#include "../../util/capture/reduce.h"
#include "../../util/observe/host/cpuinfo.h"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = text_of(data, size), *copy = text_of(data, size), *left;
	struct facts whole = { 0 }, reduced = { 0 };

	left = reduce_cpuinfo(copy);
	REQUIRE(strlen(left) <= size);
	cpuinfo_parse(&whole.cpuinfo, text);
	cpuinfo_parse(&reduced.cpuinfo, left);
	REQUIRE(whole.cpuinfo.dcache_size >= 0 && whole.cpuinfo.dcache_ways >= 0);
	REQUIRE(same_text(whole.cpuinfo.vendor, reduced.cpuinfo.vendor));
	REQUIRE(same_text(whole.cpuinfo.model, reduced.cpuinfo.model));
	REQUIRE(same_text(whole.cpuinfo.system_type, reduced.cpuinfo.system_type));
	REQUIRE(same_text(whole.cpuinfo.mips_options, reduced.cpuinfo.mips_options));
	REQUIRE(same_text(whole.cpuinfo.sparc_mmu, reduced.cpuinfo.sparc_mmu));
	REQUIRE(whole.cpuinfo.dcache_ways == reduced.cpuinfo.dcache_ways);
	REQUIRE(whole.cpuinfo.dcache_size == reduced.cpuinfo.dcache_size);
	facts_release(&whole);
	facts_release(&reduced);
	free(left);
	free(copy);
	free(text);
	return 0;
}
