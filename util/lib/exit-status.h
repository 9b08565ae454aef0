/* SPDX-License-Identifier: GPL-2.0-only */
/* The exit status of both commands, and the end of their output. */
#ifndef PMEMCAP_EXIT_STATUS_H
#define PMEMCAP_EXIT_STATUS_H

/* Scripts test for these values. The parsers of options end with 129 and 130. */
enum exit_status {
	STATUS_OK = 0,          /* there is an answer; with --require: it is met */
	STATUS_FAILED = 1,      /* the tool itself failed */
	STATUS_NOT_MET = 2,     /* --require is not met */
	STATUS_CANNOT_TELL = 3, /* --require may or may not be met */
};

/*
 * Flush and close stdout, as the last action of a command. Returns 0. Returns -errno with one
 * sentence on stderr if output was lost, for example because stdout is closed or the disk is
 * full.
 */
int finish_stdout(void);

#endif
