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

/* The exit status of a command: its own, or an error if stdout could not be written. */
int main_status(int returned);

/* The command of that name; --list-cmds is answered first. NULL if there is none. */
struct cmd_struct *main_find(const char *name, struct cmd_struct *commands, int count);

#endif
