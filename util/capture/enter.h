/* SPDX-License-Identifier: GPL-2.0-only */
/* How a run enters what --sysroot names, if that may be an archive. */
#ifndef PMEMCAP_CAPTURE_ENTER_H
#define PMEMCAP_CAPTURE_ENTER_H

/*
 * Enter path, a directory or an archive, which is unpacked first (unpack.h). Otherwise as
 * enter_directory(): returns 0; or -errno, with one sentence on stderr.
 */
int capture_enter(const char *path);

#endif
