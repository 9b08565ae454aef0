// SPDX-License-Identifier: GPL-2.0-only
#include "observe.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "../lib/xalloc.h"
#include "block/dax-mounts.h"
#include "host/bootlog.h"
#include "host/colour-probe.h"
#include "host/cpu-cache.h"
#include "host/cpuinfo.h"
#include "host/installed.h"
#include "host/kconfig.h"
#include "host/kernel.h"
#include "host/machine.h"
#include "host/modules.h"
#include "host/symbols.h"
#include "nd/buses.h"
#include "nd/dax-bus.h"
#include "nd/seeds.h"
#include "omissions.h"
#include "read/reader.h"
#include "record/errors.h"
#include "record/json.h"
#include "record/record.h"

/* Was the whole configuration read? Then kallsyms is not needed. */
static bool configuration_is_enough(const struct facts *facts)
{
	return facts->kconfig.path && facts->kconfig.whole;
}

/*
 * Make release the target kernel. The release and page size of the running kernel move to running
 * and running_page_size.
 */
static void turn_to(struct facts *facts, const char *release)
{
	struct kernel_facts *kernel = &facts->kernel;

	kernel->running = kernel->release;
	kernel->running_page_size = kernel->page_size;
	kernel->release = xstrdup(release);
	kernel->page_size = 0;
	kernel->page_size_source = NULL;
}

/* Read the facts that only the running kernel shows. */
static void observe_running(struct facts *facts)
{
	/* kallsyms has 100,000 lines, so it is read only if it is needed. */
	if (!configuration_is_enough(facts))
		observe_symbols(facts);
	observe_seeds(facts);
	observe_nd_buses(facts);
	observe_dax_bus(facts);
	observe_dax_mounts(facts);
}

/* Read the facts about the CPU. The running kernel shows them, also for a target kernel. */
static void observe_cpu(struct facts *facts)
{
	const struct kernel_facts *kernel = &facts->kernel;

	observe_cpuinfo(facts);
	observe_caches(facts);
	observe_bootlog(facts);
	if (facts->live)
		observe_colour(&facts->colour, facts->target_kernel ? kernel->running_page_size
								    : kernel->page_size);
	if (facts->colour.error)
		facts_skip(facts, "colour probe", facts->colour.error, "cpu.dcache_aliasing");
}

/* Read the record in a captured tree. */
static void read_record(struct facts *facts)
{
	size_t length;
	char *text;
	int rc;

	rc = reader_text(RECORD_PATH, RECORD_MAX, &text, &length, NULL);
	if (rc < 0) {
		facts_skip(facts, RECORD_PATH, rc, RECORD_AFFECTS);
		return;
	}
	record_take_text(facts, text, length);
	free(text);
}

/* release: the target kernel; NULL: the running one. */
static int observe(struct facts *facts, bool live, const char *release)
{
	int rc;

	memset(facts, 0, sizeof(*facts));
	facts->live = live;
	facts->has_live_facts = live;
	facts->target_kernel = release;

	if (!live)
		read_record(facts);
	observe_kernel(facts);
	if (release && facts->kernel.release && !strcmp(release, facts->kernel.release))
		facts->target_kernel = false;
	if (facts->target_kernel) {
		rc = kernel_is_installed(release);
		if (rc) {
			facts_release(facts);
			return rc;
		}
		turn_to(facts, release);
	}
	observe_kconfig(facts);
	observe_release_of_config(facts);
	if (facts->target_kernel)
		observe_other_machine(facts);
	else
		observe_running(facts);
	observe_modules(facts);
	observe_cpu(facts);
	observe_machine(facts);
	if (facts->target_kernel)
		observe_other_machine(facts);
	record_note_timeouts(facts, false);
	omissions_note(facts);
	return 0;
}

void observe_host(struct facts *facts, bool live)
{
	observe(facts, live, NULL);
}

int observe_host_of(struct facts *facts, bool live, const char *release)
{
	return observe(facts, live, release);
}
