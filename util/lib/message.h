/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The one way to stderr. What is printed is escaped as a whole: names of files, labels and words
 * of the command line are in it, and a terminal must obey none of them.
 */
#ifndef PMEMCAP_MESSAGE_H
#define PMEMCAP_MESSAGE_H

/* "  Error: ..." and a line feed: cause, file, remedy in one sentence. */
__attribute__((format(printf, 1, 2))) void message_error(const char *format, ...);

/* "  Warning: ...": the run goes on. */
__attribute__((format(printf, 1, 2))) void message_warning(const char *format, ...);

/* A line without a prefix: what was done, or a requirement that is not met. */
__attribute__((format(printf, 1, 2))) void message_line(const char *format, ...);

/* Lines of this program's own, such as a usage; each is escaped, the line feeds stay. */
void message_lines(const char *text);

#endif
