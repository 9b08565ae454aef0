/* SPDX-License-Identifier: GPL-2.0-only */
/* Words on the kernel's command line that declare memory persistent, reserve it or hide it. */
#ifndef PMEMCAP_BOOT_WORDS_H
#define PMEMCAP_BOOT_WORDS_H

#include <stdbool.h>
#include <stddef.h>

/* Types of e820 entries (arch/x86/include/asm/e820/types.h). */
#define E820_PRAM          12          /* "Persistent Memory (legacy)", used by nd_e820 */
#define E820_SOFT_RESERVED 0xefffffffU /* used by the hmem driver */

/*
 * One range of memmap= (parse_memmap_one(), arch/x86/kernel/e820.c). '!' makes persistent memory,
 * '$' reserves, '#' is for ACPI, '@' is RAM, '%' changes a type. A capture keeps only the sign and
 * the types, so ranged is false there.
 */
struct memmap_word {
	char sign;
	bool ranged;
	unsigned long long size, start; /* bytes */
	/* only for '%': old and new type of e820 entries; 0: not stated */
	unsigned int from, to;
};

/* The words of a command line that concern persistent memory. */
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

/* Does this memmap= make a range for nd_e820? '!' does, and '%' with the new type E820_PRAM. */
bool memmap_makes_pmem(const struct memmap_word *word);

/* Free what boot_words_parse() allocated, and zero the structure. */
void boot_words_release(struct boot_words *words);

/*
 * The part of a word of the command line that a capture keeps: the kind without sizes and addresses
 * ("memmap=!"). The result contains no quotes, and quotes around it do not change its meaning. The
 * caller frees it. NULL: the capture drops the word.
 */
char *boot_word_reduce(const char *word);

#endif
