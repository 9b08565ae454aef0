/* SPDX-License-Identifier: GPL-2.0-only */
/* Where this runs: what a maintainer asks first. */
#ifndef PMEMCAP_ENVIRONMENT_H
#define PMEMCAP_ENVIRONMENT_H

struct facts;
struct inventory;

/* Where this runs: what a maintainer asks first. */
void observe_environment(struct inventory *inventory, struct facts *facts);

/* PRETTY_NAME of /etc/os-release's text, modified on the way; NULL: none. The caller frees it. */
char *os_release_name(char *text);

#endif
