/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * depmod's text tables modules.dep and modules.builtin in a captured tree. libkmod reads the binary
 * indexes and trusts the offsets in them, so it must not read a tree from an unknown source.
 */
#ifndef PMEMCAP_MODULE_INDEX_H
#define PMEMCAP_MODULE_INDEX_H

#include <stdbool.h>
#include <stddef.h>

#include "../../facts/host.h"

struct module_index {
	bool installed[KMOD_COUNT]; /* in modules.dep: the module's file exists */
	bool builtin[KMOD_COUNT];   /* in modules.builtin */
};

/*
 * Read both tables of a directory of modules. Returns 0; or -errno, and in *failed the path
 * concerned, which the caller frees: the directory if it is missing, else the table (-ENOENT: the
 * capture has only binary indexes; -EBADMSG: truncated, or not such a table).
 */
int module_index_read(struct module_index *index, const char *dir, char **failed);

/*
 * Mark the modules that a table lists. A module's name ends at the first dot of the file name and
 * has '_' for '-' (path_to_modname() in libkmod). A line of modules.dep is "FILE: FILES IT NEEDS";
 * a line of modules.builtin is "FILE". The text is modified. Returns 0, or -EBADMSG.
 */
int module_index_take_dep(struct module_index *index, char *text);
int module_index_take_builtin(struct module_index *index, char *text);

#endif
