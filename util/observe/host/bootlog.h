/* SPDX-License-Identifier: GPL-2.0-only */
/* The boot log: what it says about the CPU and its data cache. */
#ifndef PMEMCAP_BOOTLOG_H
#define PMEMCAP_BOOTLOG_H

#include <stdbool.h>

#include "../../facts/host.h"

/*
 * Fill facts->bootlog: from syslog(2) on a running machine, from the record, /var/log/dmesg or a
 * sos report's copy in a tree. Does nothing on machines whose kernel logs nothing about its data
 * cache: all but arm, mips, nios2, sparc (see bootlog.c) and unknown ones.
 */
void observe_bootlog(struct facts *facts);

/*
 * Find the lines about the data cache, the CPU and the machine in a kernel log, which is modified.
 * Prefixes of printk, dmesg, journald, rsyslog and serial consoles are skipped.
 */
void bootlog_parse(struct bootlog_facts *log, char *text);

/*
 * The part of a log that belongs to its last boot, if that boot's kernel has this release; NULL if
 * not, or if release is NULL. A log on disk may be from another kernel.
 */
char *bootlog_of(char *text, const char *release);

/* The release that a captured tree's log names, for the caller to free; NULL: none, or several. */
char *bootlog_release(void);

/*
 * The boot log from the record of a capture. Returns false if none is recorded; where the
 * live run could not read it, a skip says so.
 */
bool bootlog_recall(struct facts *facts);

#endif
