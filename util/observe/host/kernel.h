/* SPDX-License-Identifier: GPL-2.0-only */
/* What the kernel says of itself: release, machine, page size, command line. */
#ifndef PMEMCAP_KERNEL_H
#define PMEMCAP_KERNEL_H

#include "../../facts/host.h"

/* Release, machine, page size, command line: uname(2), AT_PAGESZ, /proc; a tree's own files. */
void observe_kernel(struct facts *facts);

/* The release in /proc/version's "Linux version 6.12.117 (...)", for the caller to free, or NULL. */
char *kernel_version_release(const char *line);

/*
 * The names that are still missing from what uname -a printed, modified on the
 * way: "Linux HOST 6.12.117 ... MACHINE GNU/Linux".
 */
void kernel_take_uname(struct kernel_facts *kernel, char *line);

/*
 * The release that the header of the configuration names, if nothing else has
 * named one; what remains unknown is noted in facts->skips. Needs facts->kconfig.
 */
void observe_release_of_config(struct facts *facts);

/*
 * The machine as another kernel on this CPU would call it, by CONFIG_64BIT of
 * its configuration: an i686 kernel may be installed beside an x86_64 one.
 */
void observe_other_machine(struct facts *facts);

#endif
