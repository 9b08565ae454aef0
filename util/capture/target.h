/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Where a capture goes: a directory tree or an archive. Nothing else of the
 * tool writes, and these write nowhere else.
 *
 * Paths are relative ("sys/bus/nd") and lead through directories alone, each of
 * which is made before what is in it; nothing is made twice.
 */
#ifndef PMEMCAP_CAPTURE_TARGET_H
#define PMEMCAP_CAPTURE_TARGET_H

#include <stddef.h>

/* What is in a target: for the sentence that says so. */
struct target_sum {
	size_t files;
	unsigned long long bytes; /* of the files in a directory; of an archive itself */
};

struct target {
	struct target_sum sum; /* so far */
	/* Each returns 0 or -errno. */
	int (*directory)(struct target *target, const char *path);
	int (*link)(struct target *target, const char *path, const char *to);
	int (*file)(struct target *target, const char *path, const char *bytes, size_t length);
	/*
	 * Complete it, give it its name, and free target; sum is what it holds then. Where that
	 * fails nothing is left of it.
	 */
	int (*finish)(struct target *target, struct target_sum *sum);
	/* Take back everything that was made, and free target. */
	void (*abandon)(struct target *target);
};

/*
 * A tree in the directory path, which is made, or is there, this user's and empty. No link is
 * followed at its end or inside of it, and what is made is its owner's alone, as in an archive: what
 * is in it only root may see. The file RECORD_PATH gets its name as the last thing of all. If the
 * run ends before, what was made is removed (see undo.h).
 *
 * Returns 0 or -errno: -ENOTEMPTY, -ELOOP for a link, -EPERM for another user's directory.
 */
int tree_create(const char *path, struct target **target);

/*
 * A tree in a new directory of this user alone below $TMPDIR, or /tmp. Every file has its name at
 * once; abandon() removes it. *path is the directory, for the caller to free. Returns 0 or -errno.
 */
int tree_create_temporary(char **path, struct target **target);

/*
 * A gzip-compressed tar archive (POSIX.1-2001 pax) in the new file path (-EEXIST if there is
 * anything): written under another name beside it, synchronized and renamed at the end; if the run
 * ends before, that is removed. All of it is in one directory, called like the file without
 * ".tar.gz" or ".tgz". Returns 0 or -errno.
 */
int archive_create(const char *path, struct target **target);

/*
 * The same archive in memory; when it is finished it waits for archive_print(). Its directory is
 * called "capture". Returns 0 or -errno.
 */
int archive_create_output(struct target **target);

/* Write the archive that waits to the standard output. Returns 0 or -errno. */
int archive_print(void);

/*
 * Open the directory that path, without slashes at its end, is in. Returns a descriptor that the
 * caller closes, and the last part of path in *name, which the caller frees; or -errno.
 */
int target_open_directory(const char *path, char **name);

/*
 * Is path that of an archive ("x.tar.gz", "x.tgz"), the standard output ("-"), or a directory?
 * TARGET_REFUSED ends like an archive of a kind that is not written; with a slash at its end it is
 * a directory's.
 */
enum target_kind {
	TARGET_DIRECTORY,
	TARGET_ARCHIVE,
	TARGET_OUTPUT,
	TARGET_REFUSED,
};

enum target_kind target_kind(const char *path);

/* A target of that kind (-EINVAL for TARGET_REFUSED). */
int target_create(const char *path, struct target **target);

#endif
