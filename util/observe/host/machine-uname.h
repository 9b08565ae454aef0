/* SPDX-License-Identifier: GPL-2.0-only */
/* The machine in the words of uname(2) and uname(1). */
#ifndef PMEMCAP_MACHINE_UNAME_H
#define PMEMCAP_MACHINE_UNAME_H

/*
 * The machine of the kernel, for a name that a 32-bit task got: "armv8l" and "armv8b" are names
 * that only arm64 kernels give (COMPAT_UTS_MACHINE); 32-bit kernels say armv7l on the same CPU
 * (arch/arm/mm/proc-v7.S). Returns name itself for all others.
 */
const char *machine_native(const char *name);

/*
 * The machine in the output of uname -a, for the caller to free; NULL if there is none. It is the
 * first word after the date: coreutils built with -p and -i print more words after it.
 */
char *machine_of_uname(const char *line);

#endif
