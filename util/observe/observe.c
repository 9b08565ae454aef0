// SPDX-License-Identifier: GPL-2.0-only
#include "observe.h"

#include <errno.h>
#include <string.h>

/* Is there anything a look at kallsyms could still tell? */
static bool configuration_is_enough(const struct facts *facts)
{
	return facts->kconfig.path && facts->kconfig.whole;
}

void observe_host(struct facts *facts, bool live)
{
	memset(facts, 0, sizeof(*facts));
	facts->live = live;

	if (!live)
		observe_record(facts);
	observe_kernel(facts);
	observe_kconfig(facts);
	/* 100,000 lines are not worth reading where every option is known already. */
	if (!configuration_is_enough(facts))
		observe_symbols(facts);
	observe_seeds(facts);
	observe_modules(facts);
	observe_cpuinfo(facts);
	observe_caches(facts);
	observe_bootlog(facts);
	if (live)
		observe_colour(&facts->colour, facts->kernel.page_size);
	if (facts->colour.error)
		facts_skip(facts, "colour probe", facts->colour.error, "cpu.dcache_aliasing");
}
