/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The machine a captured tree was taken from, where no file holds its name: it is
 * inferred from what only one architecture prints, links or builds.
 */
#ifndef PMEMCAP_MACHINE_H
#define PMEMCAP_MACHINE_H

#include "../../facts/host.h"

/* Free a guess, and make it empty. */
void machine_release(struct machine_guess *guess);

/*
 * The kernel's own name for the machine where a 32-bit task was told another:
 * "armv8l" and "armv8b" are arm64's COMPAT_UTS_MACHINE and nothing else's, a
 * 32-bit kernel says armv7l on the same CPU (arch/arm/mm/proc-v7.S). Returns name
 * itself where there is no such name.
 */
const char *machine_native(const char *name);

/*
 * The machine in a line that uname -a printed, for the caller to free; NULL if
 * it has none. It is the first word behind the date, which ends the kernel's
 * version: coreutils built with -p and -i print more words behind it.
 */
char *machine_of_uname(const char *line);

/* From /proc/cpuinfo: arch/<arch>'s show_cpuinfo(), 2.4 to 7.3. */
struct machine_guess machine_of_cpuinfo(const char *text);

/*
 * From one line of a boot log, without what stands in front of the message:
 * setup_processor() of arm, cpu_probe() of mips, arc's caches, arm64's first line.
 */
struct machine_guess machine_of_log(const char *message);

/* Bytes of an ELF header that tell. */
#define ELF_HEADER_BYTES 52

/*
 * From the ELF header of a program or library. A 32-bit one may run on a 64-bit
 * kernel: then only the family is told, where both exist.
 */
struct machine_guess machine_of_elf(const unsigned char header[ELF_HEADER_BYTES]);

/* From the header and the symbols of a configuration. */
struct machine_guess machine_of_config(const struct kconfig_facts *config);

/*
 * Fill facts->kernel.machine or machine_family, and machine_source and
 * machine_detail, of a tree where no file holds the name: from the configuration, the
 * programs, cpuinfo or the boot log, in that order. The first source that gives
 * a name wins; a family is replaced by a name of the same family. Looks at some
 * twenty programs at most. What remains unknown is noted in facts->skips.
 */
void observe_machine(struct facts *facts);

#endif
