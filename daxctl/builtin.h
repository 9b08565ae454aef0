/* SPDX-License-Identifier: GPL-2.0-only */
/* The command, with the signature of daxctl's own commands. */
#ifndef PMEMCAP_DAXCTL_BUILTIN_H
#define PMEMCAP_DAXCTL_BUILTIN_H

struct daxctl_ctx;

/*
 * daxctl alias-check. argv[0] is the name of the command. Returns an enum exit_status. ctx
 * lists the dax devices, which prove what the kernel can do. If ctx is NULL, the command makes
 * a context, but only if there are dax devices.
 */
int cmd_alias_check(int argc, const char **argv, struct daxctl_ctx *ctx);

#endif
