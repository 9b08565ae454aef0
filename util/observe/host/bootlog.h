/* SPDX-License-Identifier: GPL-2.0-only */
/* The boot log: what it says of the CPU and its data cache. */
#ifndef PMEMCAP_BOOTLOG_H
#define PMEMCAP_BOOTLOG_H

#include <stdbool.h>

#include "../../facts/host.h"

/*
 * The boot log: syslog(2) on a live machine, /var/log/dmesg or a sos report's
 * copy in a tree. Only on a machine whose kernel logs something of its data
 * cache: arm, mips, nios2, sparc (see bootlog.c), or one that is not known.
 */
void observe_bootlog(struct facts *facts);

/*
 * Find the lines that tell about the data cache, the CPU and the machine in a kernel
 * log, modified on the way. In front of a message may stand what printk, dmesg,
 * journald, rsyslog or a serial console put there.
 */
void bootlog_parse(struct bootlog_facts *log, char *text);

/*
 * The last boot in a log, if it names this release as its kernel's; NULL if it does
 * not, or if release is NULL. One kept on disk may be another boot's.
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
