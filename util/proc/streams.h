/* SPDX-License-Identifier: GPL-2.0-only */
/* The standard streams of a program, before it opens a file. */
#ifndef PMEMCAP_STREAMS_H
#define PMEMCAP_STREAMS_H

/*
 * Hold the numbers of standard streams that are closed: otherwise the next file that is opened
 * would be standard input, or get the output. Reads and writes of them still fail, so that a closed
 * stdout is noticed. A program that is executed finds them closed, as they were.
 */
void streams_hold(void);

/*
 * Call this at the start of a command. In addition to streams_hold(), write(2) fails at a limit of
 * file sizes, without a signal. A program that is executed inherits this.
 */
void streams_prepare(void);

#endif
