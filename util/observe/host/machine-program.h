/* SPDX-License-Identifier: GPL-2.0-only */
/* The machine that programs are made for. */
#ifndef PMEMCAP_MACHINE_PROGRAM_H
#define PMEMCAP_MACHINE_PROGRAM_H

#include "../../facts/host.h"

/* Size of the part of an ELF header that is needed: bytes. */
#define ELF_HEADER_BYTES 52

/*
 * From the ELF header of a program or library. A 32-bit program may run on a 64-bit kernel: if the
 * family has both, only the family is returned.
 */
struct machine_guess machine_of_elf(const unsigned char header[ELF_HEADER_BYTES]);

/* From the programs of a captured tree; *source is the program's path, for the caller to free. */
struct machine_guess machine_of_programs(char **source);

#endif
