/* SPDX-License-Identifier: GPL-2.0-only */
/* The machine that programs are made for. */
#ifndef PMEMCAP_MACHINE_PROGRAM_H
#define PMEMCAP_MACHINE_PROGRAM_H

#include "../../facts/host.h"

/* Bytes of an ELF header that machine_of_elf() needs. */
#define ELF_HEADER_BYTES 52

/*
 * Infer the machine from the ELF header of a program or library. A 32-bit program may run on a
 * 64-bit kernel: if the family has kernels of both widths, only the family is returned.
 */
struct machine_guess machine_of_elf(const unsigned char header[ELF_HEADER_BYTES]);

/*
 * Infer the machine from the programs of a captured tree. *source receives the path of the program,
 * for the caller to free; it stays unchanged if no program helps.
 */
struct machine_guess machine_of_programs(char **source);

#endif
