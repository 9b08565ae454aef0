/* SPDX-License-Identifier: GPL-2.0-only */
/* For arch/powerpc/lib/pmem.c: the instruction that writes back a cache line, as all CPUs know it. */
#include <asm/ppc-opcode.h>

#undef PPC_DCBSTPS
#undef PPC_DCBFPS
#define PPC_DCBSTPS(a, b) "dcbf " #a ", " #b
#define PPC_DCBFPS(a, b)  "dcbf " #a ", " #b
