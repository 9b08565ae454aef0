// SPDX-License-Identifier: GPL-2.0
#include <string.h>
#include <util/base-options.h>
#include <util/lib/memory-limit.h>
#include <util/lib/message.h>
#include <util/observe/observe.h>
#include <util/observe/read/sysroot.h>
#include <util/proc/privilege.h>
#include <util/proc/progress.h>

static int enter_tree(const char *sysroot)
{
	int rc;

	/* The tree's file system may not answer either. */
	rc = progress_begin_always("--sysroot");
	if (!rc)
		rc = sysroot_enter(sysroot);
	privilege_missed(rc);
	if (rc) {
		message_error("cannot enter %s: %s", sysroot, strerror(-rc));
		return rc;
	}
	/* Someone else may have made the tree. */
	if (!sysroot_has_machines_files())
		privilege_drop();
	return 0;
}

int base_options_observe(const struct base_options *base, struct facts *facts)
{
	bool live = !base->sysroot;
	int rc;

	memory_limit_set(live ? MEMORY_LIVE : MEMORY_TREE);
	rc = live ? 0 : enter_tree(base->sysroot);
	if (rc)
		return rc;
	observe_host(facts, live);
	return 0;
}
