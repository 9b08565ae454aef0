/* SPDX-License-Identifier: GPL-2.0-only */
/* Sizes for people. */
#ifndef PMEMCAP_SIZE_H
#define PMEMCAP_SIZE_H

/*
 * A size with a binary unit, "8 KiB", "126.84 MiB": two decimals, or none if both are 0. The caller
 * frees it.
 */
char *size_words(unsigned long long bytes);

#endif
