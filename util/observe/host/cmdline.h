/* SPDX-License-Identifier: GPL-2.0-only */
/* What the command line says of modules. */
#ifndef PMEMCAP_CMDLINE_H
#define PMEMCAP_CMDLINE_H

#include <stdbool.h>

/*
 * Is a module, named with '_', on the kernel's own list on its command line
 * (kernel/module/main.c: core_param(module_blacklist)), comma-separated? Arguments
 * are told apart as lib/cmdline.c next_arg() does, 5.10 to 7.3.
 */
bool module_is_refused(const char *cmdline, const char *module);

/*
 * Is it on modprobe's list there, "modprobe.blacklist=", which may be given more than once
 * (libkmod-config.c kmod_config_parse_kcmdline())?
 */
bool modprobe_is_refused(const char *cmdline, const char *module);

/* The same for core_param(nomodule): does the kernel load no module at all? */
bool cmdline_forbids_modules(const char *cmdline);

#endif
