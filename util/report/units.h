/* SPDX-License-Identifier: GPL-2.0-only */
/* Numbers for people: sizes with units, names of errors. */
#ifndef PMEMCAP_UNITS_H
#define PMEMCAP_UNITS_H

/* A size with binary and decimal units, "4.00 KiB (4.10 kB)"; the caller frees it. */
char *report_size(unsigned long long bytes);

/*
 * The name of an errno, "ENOENT" for 2; the number if libc knows no name. Valid until the next
 * call.
 */
const char *report_errno(int error);

#endif
