/* SPDX-License-Identifier: GPL-2.0-only */
/* What forbids modules: modprobe.d, a switch, "nomodule". */
#ifndef PMEMCAP_MODULE_RULES_H
#define PMEMCAP_MODULE_RULES_H

#include <stdbool.h>
#include <stddef.h>

#include "../../facts/host.h"
#include "../../lib/tri.h"

struct module_rule {
	enum module_rule_kind { RULE_ALIAS, RULE_BLACKLIST, RULE_INSTALL } kind;
	char *name;  /* a module's; for an alias and install a pattern of fnmatch(3) */
	char *value; /* the module of an alias, the command of install; else NULL */
};

/* The rules of modprobe.d that a captured tree's files hold, in libkmod's order. */
struct module_rules {
	struct module_rule *list;
	size_t count;
};

/*
 * Look at all of modprobe.d, where libkmod of any version looks for it: what
 * cannot be read may forbid anything, and is noted (rules_unread, a skip).
 * rules, unless NULL, takes what the files say; free with module_rules_release().
 * Returns false where libkmod must not read it: it would wait for a writer, read
 * without an end, or be stuck.
 */
bool module_rules_look(struct facts *facts, struct module_rules *rules);

/*
 * Add what a file of modprobe.d says, as libkmod 30 takes it (kmod_config_parse():
 * "alias", "blacklist" and "install"; other lines decide nothing that is asked for here,
 * softdep among them). The text is modified.
 */
void module_rules_parse(struct module_rules *rules, char *text);

/*
 * Is a module forbidden: an install line for it that runs nothing, or every
 * module that its name stands for on a blacklist (KMOD_FILTER_BLACKLIST)?
 * known: the module is in modules.dep or modules.builtin. cmdline, unless NULL,
 * is the kernel's, of which libkmod takes "modprobe.blacklist=".
 */
bool module_rules_forbid(const struct module_rules *rules, const char *module, bool known,
			 const char *cmdline);

/* Is an install command, NULL for none, how administrators write "never load this"? */
bool module_rules_refuse(const char *command);

/* Free them, and make the list empty. */
void module_rules_release(struct module_rules *rules);

/* Was a file of modprobe.d not read in time when the tree was captured? */
bool module_rules_were_late(const struct facts *facts);

/*
 * Is loading any module forbidden: /proc/sys/kernel/modules_disabled, of the
 * running kernel; "nomodule" on the command line (kernel/module/main.c
 * core_param(nomodule))? What cannot be read is noted as above.
 */
enum tri module_rules_disabled(struct facts *facts);

#endif
