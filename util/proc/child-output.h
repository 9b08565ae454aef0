/* SPDX-License-Identifier: GPL-2.0-only */
/* What another program prints. */
#ifndef PMEMCAP_CHILD_OUTPUT_H
#define PMEMCAP_CHILD_OUTPUT_H

/*
 * Run the file program with argv, wait for its end, and return what it has written to stdout, up to
 * its first NUL. The new process calls prepare before it becomes the program. "" if it could not be
 * run; its exit status does not count. The caller frees it.
 */
char *child_output(const char *program, char *const argv[], void (*prepare)(const char *program));

#endif
