/* SPDX-License-Identifier: GPL-2.0-only */
/* Where this runs: machine or hypervisor, container, distribution. */
#ifndef PMEMCAP_ENVIRONMENT_H
#define PMEMCAP_ENVIRONMENT_H

struct facts;
struct inventory;

/*
 * Fill inventory->environment: hypervisor, container, distribution, words of the command line, huge
 * pages, memory blocks and the ranges in /proc/iomem. Needs facts->kernel.cmdline. A file that
 * cannot be read leaves its members unset.
 */
void observe_environment(struct inventory *inventory, struct facts *facts);

/*
 * PRETTY_NAME in the text of /etc/os-release, which is modified; NULL: none. The caller frees it.
 */
char *os_release_name(char *text);

#endif
