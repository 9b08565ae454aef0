/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TREE_UTIL_MAIN_H
#define TREE_UTIL_MAIN_H

struct ndctl_ctx;
struct daxctl_ctx;

struct cmd_struct {
	const char *cmd;
	union {
		int (*n_fn)(int, const char **, struct ndctl_ctx *ctx);
		int (*d_fn)(int, const char **, struct daxctl_ctx *ctx);
	};
};

/* The exit status after a command has returned: its own, or that of a stdout that is lost. */
int main_status(int returned);

/* The row of that name, after --list-cmds has been answered; NULL if there is none. */
struct cmd_struct *main_find(const char *name, struct cmd_struct *commands, int count);

#endif
