/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * All that is known about the host. Observers have one file per source, and each fills its part of
 * struct facts.
 */
#ifndef PMEMCAP_OBSERVE_H
#define PMEMCAP_OBSERVE_H

#include <stdio.h>

#include "../facts/host.h"

/*
 * Fill facts from the host or, after sysroot_enter(), from the captured tree. Sources that cannot
 * be read are in facts->skips. The caller frees with facts_release().
 */
void observe_host(struct facts *facts, bool live);

/*
 * The same for a target kernel that is installed but does not run: its configuration and modules,
 * with this CPU and the current command line. If release is the running kernel's, as above. Returns
 * 0, or -EINVAL if release cannot be a file name, -ENOENT if it is not installed; then there is
 * nothing to release.
 */
int observe_host_of(struct facts *facts, bool live, const char *release);

#endif
