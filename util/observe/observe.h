/* SPDX-License-Identifier: GPL-2.0-only */
/* The observers: one file per source, each fills its part of struct facts. */
#ifndef PMEMCAP_OBSERVE_H
#define PMEMCAP_OBSERVE_H

#include <stdio.h>

#include "../facts/host.h"

/*
 * Look at the host, or, after sysroot_enter(), at the captured tree. Always
 * comes back with what could be had; what could not is in facts->skips. The
 * caller frees with facts_release().
 */
void observe_host(struct facts *facts, bool live);

/*
 * The same for a kernel that is installed, to be judged before it is booted:
 * its configuration and modules, this CPU and the current command line. The
 * release that runs is the running kernel, as above. Returns 0; or, with nothing
 * to release, -EINVAL for what is no name of a file, -ENOENT for a release that
 * is not installed.
 */
int observe_host_of(struct facts *facts, bool live, const char *release);

#endif
