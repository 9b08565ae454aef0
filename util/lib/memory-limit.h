/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A limit on the memory of a run while it reads, by RLIMIT_DATA: private writable memory
 * (mm_struct::data_vm; since Linux 4.7 with mmap()). An allocation beyond it ends the process
 * (xalloc.h), and bounded_run() starts another one without the file that it was reading.
 */
#ifndef PMEMCAP_MEMORY_LIMIT_H
#define PMEMCAP_MEMORY_LIMIT_H

/* Limits for the running machine and for a captured tree. */
#define MEMORY_LIVE (64UL << 20)
#define MEMORY_TREE (256UL << 20)

/* Set the limit, unless a lower one holds. Does nothing in builds with a sanitizer's shadow memory. */
void memory_limit_set(unsigned long bytes);

/* Restore the limit that held before. */
void memory_limit_lift(void);

#endif
