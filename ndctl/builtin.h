/* SPDX-License-Identifier: GPL-2.0-only */
/* The command, with the signature of ndctl's own commands. */
#ifndef PMEMCAP_NDCTL_BUILTIN_H
#define PMEMCAP_NDCTL_BUILTIN_H

struct ndctl_ctx;

/*
 * ndctl pmem-status. argv[0] is the name of the command. Returns an enum exit_status. ctx lists
 * the devices of the running system; the caller keeps its ownership. If ctx is NULL, the
 * command makes a context in the child of bounded_run(). With --sysroot no library is used.
 */
int cmd_pmem_status(int argc, const char **argv, struct ndctl_ctx *ctx);

#endif
