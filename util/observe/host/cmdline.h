/* SPDX-License-Identifier: GPL-2.0-only */
/* What the command line says about modules. */
#ifndef PMEMCAP_CMDLINE_H
#define PMEMCAP_CMDLINE_H

#include <stdbool.h>

/*
 * Is a module, named with '_', in the comma-separated module_blacklist= of the command line
 * (core_param(module_blacklist) in kernel/module/main.c)? Arguments are split like next_arg() in
 * lib/cmdline.c does, 5.10 to 7.3.
 */
bool module_is_refused(const char *cmdline, const char *module);

/*
 * Is a module in a modprobe.blacklist= of the command line? The command line may have several
 * (kmod_config_parse_kcmdline() in libkmod-config.c).
 */
bool modprobe_is_refused(const char *cmdline, const char *module);

/*
 * Does "nomodule" on the command line keep the kernel from loading any module
 * (core_param(nomodule))?
 */
bool cmdline_forbids_modules(const char *cmdline);

#endif
