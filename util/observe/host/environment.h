/* SPDX-License-Identifier: GPL-2.0-only */
/* Where this runs: machine or hypervisor, container, distribution. */
#ifndef PMEMCAP_ENVIRONMENT_H
#define PMEMCAP_ENVIRONMENT_H

struct facts;
struct inventory;

/* Where this runs: machine or hypervisor, container, distribution. */
void observe_environment(struct inventory *inventory, struct facts *facts);

/*
 * PRETTY_NAME in the text of /etc/os-release, which is modified; NULL: none. The caller frees it.
 */
char *os_release_name(char *text);

#endif
