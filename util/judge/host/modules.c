// SPDX-License-Identifier: GPL-2.0-only
/* The state of each module: in the running kernel, ready to be loaded, or not. */
#include "modules.h"

#include "bus-seen.h"
#include "dax-seen.h"

static enum module_state state_of(const struct host_verdict *verdict, const struct facts *facts,
				  enum kernel_module which)
{
	const struct module_fact *module = &facts->modules.module[which];
	const struct option_verdict *option = &verdict->options[kernel_module_option(which)];

	bool driver = module->driver || has_dax_proving_module(facts, which) ||
		      has_bus_proving_module(facts, which);

	if (module->loaded)
		return MODULE_STATE_LOADED;
	/* Many built-in drivers have no directory in /sys/module: a registered driver shows them. */
	if (module->builtin || driver ||
	    facts->kconfig.option[kernel_module_option(which)].state == OPTION_YES)
		return driver && option->module ? MODULE_STATE_LOADED : MODULE_STATE_BUILTIN;
	if (can_unread_bus_prove_module(facts, which) && !module->installed)
		return MODULE_STATE_UNKNOWN;
	if (module->blacklisted && module->installed)
		return MODULE_STATE_BLACKLISTED;
	if (module->installed)
		return facts->modules.rules_unread ? MODULE_STATE_UNKNOWN : MODULE_STATE_AVAILABLE;
	if (option->built == TRI_NO || facts->modules.dir_read)
		return MODULE_STATE_MISSING;
	return MODULE_STATE_UNKNOWN;
}

void judge_modules(struct host_verdict *verdict, const struct facts *facts)
{
	verdict->nomodule = facts->modules.nomodule;
	for (int i = 0; i < KMOD_COUNT; i++)
		verdict->modules[i] = state_of(verdict, facts, i);
}
