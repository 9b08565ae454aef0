// SPDX-License-Identifier: GPL-2.0-only
/* The verdict on the host. Each step uses the results of the steps before it. */
#include "host.h"

#include <string.h>

#include "cpu.h"
#include "dax-seen.h"
#include "host-findings.h"
#include "modes.h"
#include "modules.h"
#include "options.h"

/* In a tree without a record, the configuration or the architecture may give the page size. */
static void judge_page_size(struct host_verdict *verdict, const struct facts *facts)
{
	verdict->page_size = facts->kernel.page_size;
	verdict->page_size_source = facts->kernel.page_size_source;
	if (!verdict->page_size && facts->kconfig.page_size) {
		verdict->page_size = facts->kconfig.page_size;
		verdict->page_size_source = facts->kconfig.path;
	}
	if (!verdict->page_size && verdict->arch && verdict->arch->page_size) {
		verdict->page_size = verdict->arch->page_size;
		verdict->page_size_source = "architecture";
	}
}

/* The configuration shows User Mode Linux even if cpuinfo cannot be read. */
static const char *vendor_of(const struct facts *facts)
{
	if (facts->kconfig.option[KOPT_UML].state == OPTION_YES)
		return "User Mode Linux";
	return facts->cpuinfo.vendor;
}

void judge_host(struct host_verdict *verdict, const struct facts *facts)
{
	memset(verdict, 0, sizeof(*verdict));
	verdict->target_kernel = facts->target_kernel;
	verdict->arch = arch_find(facts->kernel.machine, vendor_of(facts));
	verdict->machine_is_named = facts->kernel.machine;
	if (!facts->kernel.machine)
		verdict->arch = arch_find_family(facts->kernel.machine_family);
	judge_page_size(verdict, facts);
	judge_options(verdict, facts);
	judge_aliasing(verdict, facts);
	verdict->dax_classes = dax_classes_proven(facts);
	judge_modules(verdict, facts);
	judge_modes(verdict, facts);
	judge_host_findings(verdict);
}
