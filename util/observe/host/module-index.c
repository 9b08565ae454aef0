// SPDX-License-Identifier: GPL-2.0-only
#include "module-index.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "../../lib/xalloc.h"
#include "../read/reader.h"

/* Debian's modules.dep has 0.7 MiB. */
#define TABLE_MAX (16UL << 20)

/* Size of an empty binary index (libkmod/libkmod-index.h). */
#define EMPTY_INDEX 12

/*
 * Does a file name of this length belong to the module? A module's file ends in ".ko" and a suffix
 * for the compression.
 */
static bool is_file_of(const char *file, size_t length, const char *module)
{
	size_t i;

	for (i = 0; i < length && file[i] != '.' && module[i]; i++)
		if (file[i] != module[i] && !(file[i] == '-' && module[i] == '_'))
			return false;
	return !module[i] && i < length && file[i] == '.';
}

/* Mark the module of a path of this length. Returns false if the path is not that of a module. */
static bool take_module_path(bool have[KMOD_COUNT], const char *path, size_t length)
{
	const char *slash = memrchr(path, '/', length), *file = slash ? slash + 1 : path;

	length -= file - path;
	if (!memmem(file, length, ".ko", 3))
		return false;
	for (int i = 0; i < KMOD_COUNT; i++)
		have[i] |= is_file_of(file, length, kernel_module_name(i));
	return true;
}

static int take_lines(bool have[KMOD_COUNT], const char *text, char end_of_path)
{
	const char *newline;

	for (; (newline = strchr(text, '\n')); text = newline + 1) {
		const char *end = memchr(text, end_of_path, newline + 1 - text);

		if (!end || !take_module_path(have, text, end - text))
			return -EBADMSG;
	}
	/* A last line without a newline is incomplete. */
	return *text ? -EBADMSG : 0;
}

int module_index_take_dep(struct module_index *index, char *text)
{
	return take_lines(index->installed, text, ':');
}

int module_index_take_builtin(struct module_index *index, char *text)
{
	return take_lines(index->builtin, text, '\n');
}

/*
 * A kernel may have no modules, or no built-in ones. An empty table is accepted if the binary index
 * beside it is empty, too; otherwise the table may have lost its content.
 */
static int check_index_empty(const char *path)
{
	char *bin = xasprintf("%s.bin", path);
	struct stat st;
	int rc = reader_stat(bin, &st);

	free(bin);
	return !rc && S_ISREG(st.st_mode) && st.st_size == EMPTY_INDEX ? 0 : -EBADMSG;
}

/* Returns 0, or -errno and the table's path in *failed. */
static int read_index_table(struct module_index *index, const char *dir, const char *name,
			    int (*take)(struct module_index *index, char *text), char **failed)
{
	char *path = xasprintf("%s/%s", dir, name), *text;
	size_t length;
	int rc = reader_text(path, TABLE_MAX, &text, &length, NULL);

	if (!rc)
		rc = length ? take(index, text) : check_index_empty(path);
	free(text);
	if (rc)
		*failed = path;
	else
		free(path);
	return rc;
}

int module_index_read(struct module_index *index, const char *dir, char **failed)
{
	int rc = reader_look(dir);

	memset(index, 0, sizeof(*index));
	if (rc) {
		*failed = xstrdup(dir);
		return rc;
	}
	rc = read_index_table(index, dir, "modules.dep", module_index_take_dep, failed);
	if (!rc)
		rc = read_index_table(index, dir, "modules.builtin", module_index_take_builtin,
				      failed);
	return rc;
}
