/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PMEMCAP_EXIT_STATUS_H
#define PMEMCAP_EXIT_STATUS_H

/* Part of the interface: scripts test for them. 129 and 130 are the option parser's. */
enum exit_status {
	STATUS_OK = 0,     /* answered; requirement met */
	STATUS_FAILED = 1, /* the tool itself failed */
	STATUS_NOT_MET = 2,
	STATUS_CANNOT_TELL = 3,
	STATUS_USAGE = 129,
	STATUS_LIST_OPTS = 130,
};

/*
 * Flush and close stdout: the last thing a command does. Returns 0, or -errno
 * with a complaint on stderr if anything written to it was lost (closed stdout,
 * full disk).
 */
int finish_stdout(void);

#endif
