/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What is left of a file when a capture is taken without -v: the lines and
 * words that a judgement reads. No key material, serial numbers or addresses.
 */
#ifndef PMEMCAP_CAPTURE_REDUCE_H
#define PMEMCAP_CAPTURE_REDUCE_H

/*
 * Each takes a file's text (changed on the way) and gives what is left of it,
 * for the caller to free.
 */
typedef char *(*reduce_fn)(char *text);

/*
 * Words that observe/host/module-rules.c, judge/obj/platform.c and libkmod look for. A
 * word that goes leaves its quotes behind: libkmod counts them.
 */
char *reduce_cmdline(char *text);

/* The keys of observe/host/cpuinfo.c, and x86's flags, of the first 64 KiB (as much as that reads). */
char *reduce_cpuinfo(char *text);

/* Disks in use as swap space: a file's path is nobody else's business. */
char *reduce_swaps(char *text);

/* Every address is zero, as it is for an ordinary user (kernel/resource.c r_show()). */
char *reduce_iomem(char *text);

/*
 * blacklist and alias lines, and install lines for modules that are looked at:
 * what libkmod decides by. Options may hold passwords.
 */
char *reduce_modprobe(char *text);

/* Of a block device's uevent what is needed to know one. */
char *reduce_uevent(char *text);

/* Names that observe/host/symbols.c looks for, without addresses. */
char *reduce_kallsyms(char *text);

/* The distribution's name. */
char *reduce_os_release(char *text);

#endif
