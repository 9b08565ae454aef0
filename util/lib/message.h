/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * All messages on stderr. Each message is escaped, since its file names, labels and arguments
 * could contain control characters that a terminal obeys.
 */
#ifndef PMEMCAP_MESSAGE_H
#define PMEMCAP_MESSAGE_H

/* Print "  Error: ..." and a line feed: one sentence with cause, file and remedy. */
__attribute__((format(printf, 1, 2))) void message_error(const char *format, ...);

/* Print "  Warning: ...": the run goes on. */
__attribute__((format(printf, 1, 2))) void message_warning(const char *format, ...);

/* Print a line without a prefix: what was done, or a requirement that is not met. */
__attribute__((format(printf, 1, 2))) void message_line(const char *format, ...);

#endif
