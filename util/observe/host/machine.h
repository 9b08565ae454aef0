/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The machine of a captured tree in which no file holds its name: inferred from what only one
 * architecture prints, links or builds.
 */
#ifndef PMEMCAP_MACHINE_H
#define PMEMCAP_MACHINE_H

#include "../../facts/host.h"

/* Free a guess, and make it empty. */
void machine_release(struct machine_guess *guess);

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

/* From /proc/cpuinfo: arch/<arch>'s show_cpuinfo(), 2.4 to 7.3. */
struct machine_guess machine_of_cpuinfo(const char *text);

/*
 * From one line of a boot log without prefixes: setup_processor() of arm, cpu_probe() of mips, the
 * caches of arc, the first line of arm64.
 */
struct machine_guess machine_of_log(const char *message);

/* Size of the part of an ELF header that is needed: bytes. */
#define ELF_HEADER_BYTES 52

/*
 * From the ELF header of a program or library. A 32-bit program may run on a 64-bit kernel: if the
 * family has both, only the family is returned.
 */
struct machine_guess machine_of_elf(const unsigned char header[ELF_HEADER_BYTES]);

/* From the header and the symbols of a configuration. */
struct machine_guess machine_of_config(const struct kconfig_facts *config);

/*
 * Find the machine of a tree in which no file holds its name. Sets facts->kernel.machine or
 * machine_family, machine_source and machine_detail. Sources are the configuration, programs (about
 * twenty at most), cpuinfo and the boot log, in this order. The first one that shows a name is
 * used; a family is replaced by a name of that family. If nothing is found, a skip says so.
 */
void observe_machine(struct facts *facts);

#endif
