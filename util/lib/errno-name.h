/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PMEMCAP_ERRNO_NAME_H
#define PMEMCAP_ERRNO_NAME_H

/*
 * The name of an errno, "EACCES"; NULL if it is not known. Without strerrorname_np(3), which glibc
 * has since 2.32, the names of the errors that reading a file can give.
 */
const char *errno_name(int error);

#endif
