/* SPDX-License-Identifier: GPL-2.0-only */
/* Which kernels are installed. */
#ifndef PMEMCAP_INSTALLED_H
#define PMEMCAP_INSTALLED_H

/* 0 if a release has a configuration or a directory of modules; -EINVAL or -ENOENT as above. */
int kernel_is_installed(const char *release);

/* Names of the directories in /lib/modules, in order, ", " between; the caller frees it. "": none. */
char *installed_kernels(void);

#endif
