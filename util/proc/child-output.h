/* SPDX-License-Identifier: GPL-2.0-only */
/* What another program prints. */
#ifndef PMEMCAP_CHILD_OUTPUT_H
#define PMEMCAP_CHILD_OUTPUT_H

/*
 * Run the file program with argv, and wait for its end. Returns what it wrote to stdout, up to
 * the first NUL, or "" if it could not be run; the caller frees it. The exit status does not
 * count. The new process calls prepare before execv(3).
 */
char *child_output(const char *program, char *const argv[], void (*prepare)(const char *program));

#endif
