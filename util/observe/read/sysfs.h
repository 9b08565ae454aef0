/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Attributes of one device in sysfs or in a captured tree. A missing attribute is no error: kernels
 * and devices differ. An unreadable attribute is remembered until sysfs_close().
 */
#ifndef PMEMCAP_SYSFS_H
#define PMEMCAP_SYSFS_H

#include <stdbool.h>
#include <stddef.h>

#include "../../facts/host.h"

struct sysfs_dir {
	struct facts *facts;
	const char *path, *affects;
	int fd;
	int error;       /* positive errno of the first attribute that could not be read; 0: none */
	char failed[64]; /* "/" and its name; "": the directory */
};

/*
 * Open a device's directory. path and affects (see struct skip) must stay valid until
 * sysfs_close(), which the caller always calls. Returns 0 or -errno; an error other than -ENOENT is
 * remembered.
 */
int sysfs_open(struct sysfs_dir *dir, struct facts *facts, const char *path, const char *affects);

/*
 * Close the directory. Returns whether an attribute was unreadable; the first one becomes a skip.
 */
bool sysfs_close(struct sysfs_dir *dir);

/*
 * Read an attribute without its newline into buf. If buf is too small, the attribute counts as
 * unreadable. Returns the length, or -errno. -ENOENT: the file is missing, or the kernel has no
 * value to show (ENXIO: a dimm without labels, the size of a btt, pfn or dax device that holds
 * nothing).
 */
int sysfs_attr(struct sysfs_dir *dir, const char *name, char *buf, size_t size);

/* The text of an attribute, for the caller to free; NULL if it is missing or unreadable. */
char *sysfs_text(struct sysfs_dir *dir, const char *name);

/* A number, decimal or with 0x. Returns whether there is one; other text counts as unreadable. */
bool sysfs_number(struct sysfs_dir *dir, const char *name, unsigned long long *value);

/* The number, or missing if there is none. */
unsigned long long sysfs_number_or(struct sysfs_dir *dir, const char *name,
				   unsigned long long missing);

/* As sysfs_number_or(), for a number that may be negative, such as a node. */
int sysfs_int(struct sysfs_dir *dir, const char *name, int missing);

/* Remember an attribute as unreadable (EBADMSG), since no kernel can have written its text. */
void sysfs_damaged(struct sysfs_dir *dir, const char *name);

/* An attribute with "0" or "1"; unknown for any other text. */
enum tri sysfs_bool(struct sysfs_dir *dir, const char *name);

/* The last component of a link's target, for the caller to free; NULL if there is no link. */
char *sysfs_link(struct sysfs_dir *dir, const char *name);

/* Does an entry of that name exist? A link is not followed. */
bool sysfs_has(struct sysfs_dir *dir, const char *name);

/*
 * Limit of names to read from a directory. A machine has thousands at most. A tree with more names
 * is meant to exhaust memory.
 */
#define SYSFS_NAMES_LIVE 65536
#define SYSFS_NAMES_TREE 16384

/*
 * The names in a directory that start with prefix and not with a dot. They are in strverscmp(3)
 * order, since readdir order is unspecified. Free with sysfs_release_names(). Returns 0 or -errno;
 * for a captured tree the error that the live run got. -EFBIG: more names than the limit above; the
 * list is empty then.
 */
struct sysfs_names {
	char **list;
	size_t count;
};
int sysfs_list(const struct facts *facts, const char *path, const char *prefix,
	       struct sysfs_names *names);

/* Is a name in the list? */
bool sysfs_names_have(const struct sysfs_names *names, const char *name);

/* Does a name consist of prefix and a number ("region0")? */
bool sysfs_is_numbered(const char *name, const char *prefix);

/* Does a name consist of prefix and two numbers ("dax0.1")? */
bool sysfs_is_pair(const char *name, const char *prefix);

/* Free the names, and make the list empty. */
void sysfs_release_names(struct sysfs_names *names);

#endif
