/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A limit on the memory of a run while it reads. RLIMIT_DATA limits private writable memory
 * (mm_struct::data_vm), since Linux 4.7 also that of mmap(). An allocation beyond the limit
 * ends the process (xalloc.h), and bounded_run() starts another process that leaves out the
 * file in question.
 */
#ifndef PMEMCAP_MEMORY_LIMIT_H
#define PMEMCAP_MEMORY_LIMIT_H

/* Limits for the running machine and for a captured tree. */
#define MEMORY_LIVE (64UL << 20)
#define MEMORY_TREE (256UL << 20)

/*
 * Set the limit, unless a lower limit is set already. Does nothing in builds with a sanitizer's
 * shadow memory.
 */
void memory_limit_set(unsigned long bytes);

/* Restore the previous limit. */
void memory_limit_lift(void);

#endif
