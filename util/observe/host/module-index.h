/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * depmod's tables of a captured tree as text: modules.dep and modules.builtin.
 * libkmod reads the binary indexes beside them and trusts every offset in them,
 * so it is not used on a tree, which may be a stranger's.
 */
#ifndef PMEMCAP_MODULE_INDEX_H
#define PMEMCAP_MODULE_INDEX_H

#include <stdbool.h>
#include <stddef.h>

#include "../../facts/host.h"

struct module_index {
	bool installed[KMOD_COUNT]; /* in modules.dep: its file is there */
	bool builtin[KMOD_COUNT];   /* in modules.builtin */
};

/*
 * Read both tables of a directory of modules. Returns 0; or -errno and the path
 * it is about in *failed, which the caller frees: the directory where it is not
 * there, else the table (-ENOENT: a capture of only binary indexes; -EBADMSG:
 * cut short, or no such table).
 */
int module_index_read(struct module_index *index, const char *dir, char **failed);

/*
 * Note each of our modules that a table's text names; depmod's names of modules
 * end at the first dot of a file's name and have '_' for '-' (libkmod's
 * path_to_modname()). Lines of modules.dep are "FILE: FILES IT NEEDS", those of
 * modules.builtin "FILE". The text is modified. Returns 0, or -EBADMSG.
 */
int module_index_take_dep(struct module_index *index, char *text);
int module_index_take_builtin(struct module_index *index, char *text);

#endif
