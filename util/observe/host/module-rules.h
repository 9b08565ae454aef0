/* SPDX-License-Identifier: GPL-2.0-only */
/* What forbids modules: modprobe.d, the sysctl modules_disabled, "nomodule". */
#ifndef PMEMCAP_MODULE_RULES_H
#define PMEMCAP_MODULE_RULES_H

#include <stdbool.h>
#include <stddef.h>

#include "../../facts/host.h"
#include "../../lib/tri.h"

struct module_rule {
	enum module_rule_kind { RULE_ALIAS, RULE_BLACKLIST, RULE_INSTALL } kind;
	char *name;  /* a module; for alias and install a pattern of fnmatch(3) */
	char *value; /* alias: its module; install: its command; else NULL */
};

/* The rules in the modprobe.d files of a captured tree, in libkmod's order. */
struct module_rules {
	struct module_rule *list;
	size_t count;
};

/*
 * Examine all configuration files that any version of libkmod reads. A file that cannot be read may
 * forbid modules: a skip and facts->modules.rules_unread say so. rules, unless NULL, receives the
 * rules; free with module_rules_release(). Returns false if libkmod must not read the files,
 * because it would block on one or never reach its end.
 */
bool module_rules_look(struct facts *facts, struct module_rules *rules);

/*
 * Add the rules in the text of a modprobe.d file, as libkmod 30 reads them (kmod_config_parse()):
 * "alias", "blacklist" and "install". Other lines, softdep among them, forbid nothing. The text is
 * modified.
 */
void module_rules_parse(struct module_rules *rules, char *text);

/*
 * Is a module forbidden? It is if its install command loads nothing, or if all modules that its
 * name refers to are blacklisted (KMOD_FILTER_BLACKLIST). known: modules.dep or modules.builtin
 * lists the module. cmdline is the kernel's, with modprobe.blacklist=; it may be NULL.
 */
bool module_rules_forbid(const struct module_rules *rules, const char *module, bool known,
			 const char *cmdline);

/* Does an install command, NULL for none, mean "never load this module"? */
bool module_rules_refuse(const char *command);

/* Free the rules, and make the list empty. */
void module_rules_release(struct module_rules *rules);

/* Did the capture of the tree time out reading a file of modprobe.d? */
bool module_rules_were_late(const struct facts *facts);

/*
 * Is loading of all modules forbidden, by /proc/sys/kernel/modules_disabled of the running kernel
 * or by "nomodule" on the command line (core_param(nomodule) in kernel/module/main.c)? A source
 * that cannot be read is noted as in module_rules_look().
 */
enum tri module_rules_disabled(struct facts *facts);

#endif
