/* SPDX-License-Identifier: GPL-2.0-only */
/* Words on the kernel's command line that make memory persistent, set it aside or hide it. */
#ifndef PMEMCAP_BOOT_WORDS_H
#define PMEMCAP_BOOT_WORDS_H

#include <stdbool.h>
#include <stddef.h>

/* Types of e820 entries (arch/x86/include/asm/e820/types.h). */
#define E820_RAM           1
#define E820_PRAM          12          /* "Persistent Memory (legacy)": nd_e820 takes it */
#define E820_SOFT_RESERVED 0xefffffffU /* the hmem driver takes it */

/*
 * One range of memmap= (parse_memmap_one(), arch/x86/kernel/e820.c): '!' makes
 * persistent memory, '$' reserves, '#' is for ACPI, '@' is RAM, '%' changes a type.
 * A capture keeps the sign and the types alone: ranged is false then.
 */
struct memmap_word {
	char sign;
	bool ranged;
	unsigned long long size, start; /* bytes */
	unsigned int from, to;          /* '%' alone: types of e820 entries; 0: not stated */
};

/* The words of a command line that have to do with persistent memory. */
struct boot_words {
	struct memmap_word *memmaps;
	size_t memmap_count;
	bool efi_fake_mem;  /* efi_fake_mem=, gone in 6.11 */
	bool nosoftreserve; /* efi=nosoftreserve */
	char *nd_blacklist; /* a word like nd_pmem.blacklist, which no program reads; NULL: none */
};

/* Parse a command line; NULL is an empty one. Free with boot_words_release(). */
void boot_words_parse(struct boot_words *words, const char *cmdline);

/* Is there a memmap= with this sign? */
bool boot_words_have(const struct boot_words *words, char sign);

/* Does a memmap= make a range that nd_e820 takes: '!', or '%' with that type? */
bool memmap_makes_pmem(const struct memmap_word *word);

/* Free what boot_words_parse() allocated, and zero the structure. */
void boot_words_release(struct boot_words *words);

/*
 * The part of a word of the command line that a capture keeps: its kind, without sizes and
 * addresses ("memmap=!"). It contains no quotes, and means the same when quoted. The caller frees
 * it. NULL: the capture drops the word.
 */
char *boot_word_reduce(const char *word);

#endif
