/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Attributes of one device in sysfs, or in a tree like it. One that is missing
 * is no error: kernels differ, and so do devices. One that is there and cannot
 * be read is: the device then knows that something of it was not seen.
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
	char failed[64]; /* its name */
};

/*
 * Open a device's directory; path and affects (see struct skip) must outlive it.
 * What cannot be opened is remembered as an error, too, unless it is not there.
 * Returns 0 or -errno; sysfs_close() is needed in either case.
 */
int sysfs_open(struct sysfs_dir *dir, struct facts *facts, const char *path, const char *affects);

/*
 * Close it. What could not be read becomes one of facts->skips. Returns whether
 * there was such a thing.
 */
bool sysfs_close(struct sysfs_dir *dir);

/*
 * An attribute without its newline, into buf, which must be larger. Returns its
 * length, or -errno: -ENOENT also where the kernel has no value to show (ENXIO: a dimm without
 * labels, the size of a personality that holds nothing).
 */
int sysfs_attr(struct sysfs_dir *dir, const char *name, char *buf, size_t size);

/* The same for the caller to free; NULL if there is none. */
char *sysfs_text(struct sysfs_dir *dir, const char *name);

/*
 * A number, decimal or with 0x. Returns whether there is one; text that is none
 * counts as unreadable.
 */
bool sysfs_number(struct sysfs_dir *dir, const char *name, unsigned long long *value);

/* The number, or missing if there is none. */
unsigned long long sysfs_number_or(struct sysfs_dir *dir, const char *name,
				   unsigned long long missing);

/* The same where it may be negative: a node, say. missing if there is none. */
int sysfs_int(struct sysfs_dir *dir, const char *name, int missing);

/* What an attribute holds is no answer of this kernel: remember it as unreadable (EBADMSG). */
void sysfs_damaged(struct sysfs_dir *dir, const char *name);

/* "0" or "1"; unknown for everything else. */
enum tri sysfs_bool(struct sysfs_dir *dir, const char *name);

/* The last part of what a link points at, for the caller to free; NULL if it is not there. */
char *sysfs_link(struct sysfs_dir *dir, const char *name);

/* Is there something of that name, whatever it leads to? */
bool sysfs_has(struct sysfs_dir *dir, const char *name);

/*
 * More names than a directory of a running machine, or of a tree, may have:
 * thousands of namespaces are few, 200,000 are somebody's attack on memory.
 */
#define SYSFS_NAMES_LIVE 65536
#define SYSFS_NAMES_TREE 16384

/*
 * The names in a directory that begin with prefix and are not hidden, in
 * strverscmp(3) order: a directory's own is nobody's. Free with
 * sysfs_release_names(). Returns 0 or -errno, of a capture what the live run got;
 * -EFBIG, and no name, where there are more than the limit above.
 */
struct sysfs_names {
	char **list;
	size_t count;
};
int sysfs_list(const struct facts *facts, const char *path, const char *prefix,
	       struct sysfs_names *names);

/* Is a name among them? */
bool sysfs_names_have(const struct sysfs_names *names, const char *name);

/* Is a name prefix and a number, "region0"? */
bool sysfs_is_numbered(const char *name, const char *prefix);

/* Is a name prefix and two numbers, "dax0.1"? */
bool sysfs_is_pair(const char *name, const char *prefix);

/* Free them, and make the list empty. */
void sysfs_release_names(struct sysfs_names *names);

#endif
