/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A captured tree in an archive, for --sysroot: unpacked into a directory of this user alone below
 * $TMPDIR (/tmp), which is removed when the run is over, whatever ends it (see undo.h).
 *
 * The archive may be a stranger's. Regular files, directories and symbolic links are made, beneath
 * the directory and through no link; anything else in it is left out.
 */
#ifndef PMEMCAP_CAPTURE_UNPACK_H
#define PMEMCAP_CAPTURE_UNPACK_H

/* What an archive may hold; more is -EFBIG. */
#define UNPACK_MEMBERS_MAX 100000
#define UNPACK_BYTES_MAX   (256ULL << 20) /* of all its contents, headers included */
#define UNPACK_FILE_MAX    (64UL << 20)
#define UNPACK_DEPTH_MAX   64

/*
 * Unpack the regular file path, a tar archive with gzip or without it. *dir is the tree: where the
 * archive has one directory at its top, as --capture makes it, that one. It is owned here, and
 * valid until the process exits.
 *
 * Returns 0 or -errno: -EINVAL if path is no regular file, -EBADMSG if it is no such archive,
 * damaged, or has names that lead out of it, -EFBIG beyond a limit.
 */
int unpack_archive(const char *path, const char **dir);

/* What is wrong with an archive, in words; for what unpack_archive() returned. */
const char *unpack_error(int rc);

#endif
