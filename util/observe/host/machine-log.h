/* SPDX-License-Identifier: GPL-2.0-only */
/* The machine that a boot log is from. */
#ifndef PMEMCAP_MACHINE_LOG_H
#define PMEMCAP_MACHINE_LOG_H

#include "../../facts/host.h"

/*
 * Infer the machine from one line of a boot log without prefixes: setup_processor() of arm,
 * cpu_probe() of mips, the caches of arc, the first line of arm64, the memory map of x86.
 */
struct machine_guess machine_of_log(const char *message);

#endif
