/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * All that is known about the host. Each source has an observer in a file of its own, which fills
 * its part of struct facts.
 */
#ifndef PMEMCAP_OBSERVE_H
#define PMEMCAP_OBSERVE_H

#include <stdio.h>

#include "../facts/host.h"

/*
 * Fill facts from the host or, after sysroot_enter(), from the captured tree. Sources that cannot
 * be read are added to facts->skips. The caller frees with facts_release().
 */
void observe_host(struct facts *facts, bool live);

/*
 * The same for the target kernel called release, which is installed but does not run. Its
 * configuration and modules are read; the CPU and the command line are those of the running system.
 * If release is the running kernel's, this is observe_host(). Returns 0, -EINVAL if release cannot
 * be a file name, or -ENOENT if the kernel is not installed. After an error there is nothing to
 * free.
 */
int observe_host_of(struct facts *facts, bool live, const char *release);

#endif
