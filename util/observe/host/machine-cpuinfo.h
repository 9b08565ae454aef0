/* SPDX-License-Identifier: GPL-2.0-only */
/* The machine that a /proc/cpuinfo is from. */
#ifndef PMEMCAP_MACHINE_CPUINFO_H
#define PMEMCAP_MACHINE_CPUINFO_H

#include "../../facts/host.h"

/*
 * Infer the machine from the text of /proc/cpuinfo, as show_cpuinfo() in arch/<arch> prints it, 2.4
 * to 7.3.
 */
struct machine_guess machine_of_cpuinfo(const char *text);

/*
 * Set a guess from an architecture version of arm: a name in proc_arch[] of
 * arch/arm/kernel/setup.c.
 */
void machine_take_arm_version(struct machine_guess *guess, const char *version);

#endif
