/* SPDX-License-Identifier: GPL-2.0-only */
/* The kernel's release, machine, page size and command line. */
#ifndef PMEMCAP_KERNEL_H
#define PMEMCAP_KERNEL_H

#include "../../facts/host.h"

/*
 * Fill release, machine, page size and command line of facts->kernel: from uname(2), AT_PAGESZ and
 * /proc; in a tree from the record and files.
 */
void observe_kernel(struct facts *facts);

/*
 * The release in "Linux version 6.12.117 (...)" of /proc/version, for the caller to free, or NULL.
 */
char *kernel_version_release(const char *line);

/*
 * Fill a missing release or machine from the output of uname -a, which is modified: "Linux HOST
 * 6.12.117 ... MACHINE GNU/Linux".
 */
void kernel_take_uname(struct kernel_facts *kernel, char *line);

/*
 * Use the release in the configuration's header if no other source has one. If the header has none
 * either, a skip says so. Needs facts->kconfig.
 */
void observe_release_of_config(struct facts *facts);

/*
 * Set the machine to the target kernel's name for it, according to CONFIG_64BIT in its
 * configuration: an i686 kernel may be installed beside an x86_64 one.
 */
void observe_other_machine(struct facts *facts);

#endif
