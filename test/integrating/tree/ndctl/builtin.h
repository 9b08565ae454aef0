/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TREE_NDCTL_BUILTIN_H
#define TREE_NDCTL_BUILTIN_H

struct ndctl_ctx;
int cmd_list(int argc, const char **argv, struct ndctl_ctx *ctx);

#endif
