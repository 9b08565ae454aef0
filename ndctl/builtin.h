/* SPDX-License-Identifier: GPL-2.0-only */
/* The subcommands, with the signature that ndctl's own have. */
#ifndef PMEMCAP_NDCTL_BUILTIN_H
#define PMEMCAP_NDCTL_BUILTIN_H

struct ndctl_ctx;

/*
 * ndctl pmem-status: argv[0] is the subcommand's name. Returns an enum
 * exit_status. ctx gives the devices of the running system and stays the caller's;
 * NULL: the command makes one of its own, in the process that is bounded. With
 * --sysroot no library is asked.
 */
int cmd_pmem_status(int argc, const char **argv, struct ndctl_ctx *ctx);

#endif
