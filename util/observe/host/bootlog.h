/* SPDX-License-Identifier: GPL-2.0-only */
/* The boot log: what it says about the CPU and its data cache. */
#ifndef PMEMCAP_BOOTLOG_H
#define PMEMCAP_BOOTLOG_H

#include <stdbool.h>

#include "../../facts/host.h"

/*
 * Fill facts->bootlog: from syslog(2) on a running machine; in a tree from the record,
 * /var/log/dmesg or the copy in a sos report. Reads the log only on arm, mips, nios2, sparc and
 * unknown machines (see bootlog.c): other kernels log nothing about the data cache.
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

/*
 * The release in a captured tree's log, for the caller to free; NULL if the tree names none or
 * several.
 */
char *bootlog_release(void);

/*
 * Fill facts->bootlog from the record of a capture. Returns false if the record has no log. If the
 * live run could not read the log, a skip says so.
 */
bool bootlog_recall(struct facts *facts);

#endif
