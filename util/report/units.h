/* SPDX-License-Identifier: GPL-2.0-only */
/* Numbers for people: sizes with units, names of errors. */
#ifndef PMEMCAP_UNITS_H
#define PMEMCAP_UNITS_H

/* Bytes for people, "4.00 KiB (4.10 kB)"; the caller frees it. */
char *report_size(unsigned long long bytes);

/* In binary units alone and no more digits than it has, "8 KiB", "126.84 MiB"; the caller frees it. */
char *units_short(unsigned long long bytes);

/*
 * The same as `ndctl list -u` prints it, for keys that it prints too: NULL
 * where it leaves the number alone (below 5,000 KiB), MiB below 2 GiB, GiB
 * below 2 TiB. The caller frees it.
 */
char *report_ndctl_size(unsigned long long bytes);

/* "ENOENT" for 2; the number itself where libc knows no name. Valid until the next call. */
const char *report_errno(int error);

#endif
