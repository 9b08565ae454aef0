/* SPDX-License-Identifier: GPL-2.0-only */
/* The subcommands, with the signature that daxctl's own have. */
#ifndef PMEMCAP_DAXCTL_BUILTIN_H
#define PMEMCAP_DAXCTL_BUILTIN_H

struct daxctl_ctx;

/*
 * daxctl alias-check: argv[0] is the subcommand's name. Returns an enum
 * exit_status. ctx lists dax devices, which prove what the kernel can do; NULL: a
 * context is made where there are any, so that a machine without pays nothing.
 */
int cmd_alias_check(int argc, const char **argv, struct daxctl_ctx *ctx);

#endif
