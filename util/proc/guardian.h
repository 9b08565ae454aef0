/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A guardian: a process that outlives this one, to undo what this process has done. No signal
 * to this process or its group reaches the guardian. It notices the end of this process,
 * whatever the cause.
 */
#ifndef PMEMCAP_GUARDIAN_H
#define PMEMCAP_GUARDIAN_H

#include <stddef.h>
#include <sys/types.h>

struct guardian {
	pid_t pid;
	int socket; /* -1: there is no guardian */
};

/*
 * The work of a guardian. It receives notes from socket with guardian_receive(). held is its
 * copy of the descriptor hold of guardian_start(). The guardian ends when the function returns.
 */
typedef void (*guardian_fn)(int socket, int held, void *arg);

/*
 * Start a guardian with a copy of the descriptor hold, and wait until signals no longer reach
 * it. Returns 0; the caller then ends the guardian with guardian_dismiss(). Returns -errno if
 * no guardian could be started.
 */
int guardian_start(struct guardian *guardian, int hold, guardian_fn guard, void *arg);

/* Send a note of length bytes. The note is lost if there is no guardian, or if it has ended. */
void guardian_send(const struct guardian *guardian, const void *note, size_t length);

/*
 * In the guardian: wait for a note. Returns its length. Returns 0 if the note has more than
 * size bytes, or if the guarded process has ended or has called guardian_dismiss().
 */
size_t guardian_receive(int socket, void *note, size_t size);

/*
 * Let the guardian end, and wait for it. Either the process that started the guardian or a
 * forked copy of that process may call this, but not both.
 */
void guardian_dismiss(struct guardian *guardian);

#endif
