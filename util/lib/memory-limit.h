/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A bound on what a run allocates while it reads, by RLIMIT_DATA: private
 * writable memory (mm_struct::data_vm; since Linux 4.7 mmap() counts, too). What
 * is allocated beyond it ends the process (xalloc.h), and bounded_run() goes on
 * without what it was reading.
 */
#ifndef PMEMCAP_MEMORY_LIMIT_H
#define PMEMCAP_MEMORY_LIMIT_H

/* On a running machine, and of a captured tree. */
#define MEMORY_LIVE (64UL << 20)
#define MEMORY_TREE (256UL << 20)

/* From here on, unless a lower limit holds. Does nothing in builds with a sanitizer's shadow memory. */
void memory_limit_set(unsigned long bytes);

/* As it was before. */
void memory_limit_lift(void);

#endif
