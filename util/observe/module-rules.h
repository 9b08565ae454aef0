/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PMEMCAP_MODULE_RULES_H
#define PMEMCAP_MODULE_RULES_H

#include <stdbool.h>

#include "../tri.h"
#include "facts.h"

/*
 * Look at all of modprobe.d, where libkmod of any version looks for it: what
 * cannot be read may forbid anything, and is noted (rules_unread, a skip).
 * Returns false where libkmod must not read it: it would wait for a writer, read
 * without an end, or be stuck.
 */
bool module_rules_look(struct facts *facts);

/* Was a file of modprobe.d not read in time when the tree was captured? */
bool module_rules_were_late(const struct facts *facts);

/*
 * Is loading any module forbidden: /proc/sys/kernel/modules_disabled, of the
 * running kernel; "nomodule" on the command line (kernel/module/main.c
 * core_param(nomodule))? What cannot be read is noted as above.
 */
enum tri module_rules_disabled(struct facts *facts);

#endif
