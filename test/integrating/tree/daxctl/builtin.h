/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TREE_DAXCTL_BUILTIN_H
#define TREE_DAXCTL_BUILTIN_H

struct daxctl_ctx;
int cmd_list(int argc, const char **argv, struct daxctl_ctx *ctx);

#endif
