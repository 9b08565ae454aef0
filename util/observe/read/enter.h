/* SPDX-License-Identifier: GPL-2.0-only */
/* How a run enters the directory of --sysroot. */
#ifndef PMEMCAP_ENTER_H
#define PMEMCAP_ENTER_H

/*
 * Announce an access to the file or directory that --sysroot names: its file system may not answer.
 * Returns 0 if the caller may go on; or -errno, with one sentence on stderr.
 */
int enter_announce(const char *path);

/*
 * Make dir the top of all paths (sysroot.h), and give up rights: someone else may have made the
 * tree. path is what --sysroot names, for a message. Returns 0; or -errno, with one sentence on
 * stderr.
 */
int enter_directory(const char *dir, const char *path);

#endif
