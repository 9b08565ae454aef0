/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Unpack an archive with a captured tree for --sysroot, into a directory for this user only in
 * $TMPDIR or /tmp. The directory is removed when the run ends, whatever the cause (undo.h).
 *
 * The archive is not trusted. Only regular files, directories and symbolic links are created, inside
 * the directory and through no link.
 */
#ifndef PMEMCAP_CAPTURE_UNPACK_H
#define PMEMCAP_CAPTURE_UNPACK_H

/* Limits of an archive; beyond them it is refused with -EFBIG. */
#define UNPACK_MEMBERS_MAX 100000
#define UNPACK_BYTES_MAX   (256ULL << 20) /* headers included */
#define UNPACK_FILE_MAX    (64UL << 20)
#define UNPACK_DEPTH_MAX   64

/*
 * Unpack the regular file path, a tar archive with or without gzip. *dir is the tree: the only
 * directory at the top of the archive (as --capture writes it), or otherwise the top itself.
 * The string is valid until the process exits. Returns 0 or -errno: -EINVAL if path is not a
 * regular file; -EBADMSG if it is not such an archive, is damaged, or has names that lead out
 * of it; -EFBIG if it exceeds a limit.
 */
int unpack_archive(const char *path, const char **dir);

/* Text for an error of unpack_archive(), for a message. */
const char *unpack_error(int rc);

#endif
