/* SPDX-License-Identifier: GPL-2.0-only */
/* A process that clears away after a prober that was killed. */
#ifndef PMEMCAP_PROBE_GUARDIAN_H
#define PMEMCAP_PROBE_GUARDIAN_H

#include <sys/types.h>

struct guardian {
	pid_t pid;
	int pipe; /* closed by whatever ends this process: that is what the other one waits for */
};

/*
 * Start one, with a copy of control, before the first device is made. Returns 0,
 * and the caller ends it with guardian_dismiss(); or -errno.
 */
int guardian_start(struct guardian *guardian, int control);

/* Let it look one last time, and wait for its end. */
void guardian_dismiss(struct guardian *guardian);

#endif
