/* SPDX-License-Identifier: GPL-2.0-only */
/* Numbers for people: sizes with units, names of errors. */
#ifndef PMEMCAP_UNITS_H
#define PMEMCAP_UNITS_H

/* A size with binary and decimal units, "4.00 KiB (4.10 kB)"; the caller frees it. */
char *report_size(unsigned long long bytes);

/*
 * A size with a binary unit, "8 KiB", "126.84 MiB": two decimals, or none if both are 0. The caller
 * frees it.
 */
char *units_short(unsigned long long bytes);

/*
 * A size as `ndctl list -u` prints it, for keys that `ndctl list` also prints. NULL below 5,000
 * KiB, where ndctl prints the plain number. MiB below 2 GiB, GiB below 2 TiB, else TiB. The caller
 * frees it.
 */
char *report_ndctl_size(unsigned long long bytes);

/*
 * The name of an errno, "ENOENT" for 2; the number if libc knows no name. Valid until the next
 * call.
 */
const char *report_errno(int error);

#endif
