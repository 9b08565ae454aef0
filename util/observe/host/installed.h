/* SPDX-License-Identifier: GPL-2.0-only */
/* Which kernels are installed. */
#ifndef PMEMCAP_INSTALLED_H
#define PMEMCAP_INSTALLED_H

/*
 * Returns 0 if a configuration or a directory of modules exists for the release. -EINVAL: the
 * release cannot be a file name; -ENOENT: neither exists; -ETIMEDOUT or -ECANCELED: the directory
 * was not examined in time.
 */
int kernel_is_installed(const char *release);

#endif
