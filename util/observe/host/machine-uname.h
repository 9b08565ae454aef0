/* SPDX-License-Identifier: GPL-2.0-only */
/* The machine in the words of uname(2) and uname(1). */
#ifndef PMEMCAP_MACHINE_UNAME_H
#define PMEMCAP_MACHINE_UNAME_H

/*
 * The kernel's machine for a name that uname(2) may have shown to a 32-bit task. Only arm64 kernels
 * show "armv8l" and "armv8b" (COMPAT_UTS_MACHINE); a 32-bit kernel shows armv7l on the same CPU
 * (arch/arm/mm/proc-v7.S). Returns name itself for all other names.
 */
const char *machine_native(const char *name);

/*
 * The machine in the output of uname -a, for the caller to free; NULL if there is none. It is the
 * first word after the date: uname -a may also print the processor (-p) and the platform (-i) after
 * it.
 */
char *machine_of_uname(const char *line);

#endif
