/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Reduce a file for a capture without -v to the lines and words that a verdict needs. Secrets, serial
 * numbers and addresses are removed.
 */
#ifndef PMEMCAP_CAPTURE_REDUCE_H
#define PMEMCAP_CAPTURE_REDUCE_H

/* Each function returns a reduced copy of text, which the caller frees, and may change text. */
typedef char *(*reduce_fn)(char *text);

/*
 * Words that observe/host/module-rules.c, judge/obj/platform.c and libkmod look for. If a word
 * is removed, its quotes stay, because libkmod counts them.
 */
char *reduce_cmdline(char *text);

/*
 * The keys that observe/host/cpuinfo.c reads, and x86's flags. Only the first 64 KiB count,
 * which is as much as that observer reads.
 */
char *reduce_cpuinfo(char *text);

/* Disks in use as swap space; paths of swap files are private. */
char *reduce_swaps(char *text);

/* Every address becomes zero, as an ordinary user sees it (kernel/resource.c r_show()). */
char *reduce_iomem(char *text);

/*
 * Lines by which libkmod decides: blacklist, alias, and install for the modules that a verdict needs.
 * Options lines may hold passwords.
 */
char *reduce_modprobe(char *text);

/* The lines of a block device's uevent that identify it. */
char *reduce_uevent(char *text);

/* Names that observe/host/symbols.c looks for, without addresses. */
char *reduce_kallsyms(char *text);

/* The name of the distribution. */
char *reduce_os_release(char *text);

#endif
