/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A process that outlives this one, to undo what it has done: no signal to this process or its
 * group reaches the guardian, and it notices the end of this process, whatever has caused it.
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
 * What a guardian does. It receives notes from socket with guardian_receive(), and holds a copy of
 * the descriptor that guardian_start() was given. It ends when this returns.
 */
typedef void (*guardian_fn)(int socket, int held, void *arg);

/*
 * Start one, with a copy of the descriptor hold, and wait until signals no longer reach it. Returns 0,
 * and the caller ends it with guardian_dismiss(); or -errno: there is none.
 */
int guardian_start(struct guardian *guardian, int hold, guardian_fn guard, void *arg);

/* Send a note of length bytes; without a guardian, or one that has ended, it is lost. */
void guardian_send(const struct guardian *guardian, const void *note, size_t length);

/*
 * In the guardian: wait for a note. Returns its length; or 0, for a note of more than size bytes, or
 * if the guarded process has ended or has called guardian_dismiss().
 */
size_t guardian_receive(int socket, void *note, size_t size);

/*
 * Let the guardian end, and wait until it has. A copy of the process that started it may do so as
 * well, but not both of them.
 */
void guardian_dismiss(struct guardian *guardian);

#endif
