// SPDX-License-Identifier: GPL-2.0-only
#include "guardian.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "close-from.h"

/* --- the guardian --- */

/* Numbers of the guardian's two descriptors. */
enum {
	OUR_SOCKET = 0,
	OUR_HELD,
	OUR_COUNT,
};

/* Copy fd to a number above the two, so that moving them to their places overwrites neither. */
static int move_up(int fd)
{
	return fcntl(fd, F_DUPFD_CLOEXEC, OUR_COUNT);
}

/*
 * Protect the guardian from the signals and the terminal of the guarded process, and close that
 * process's files. Then send the guarded process the byte that it waits for.
 */
static void detach(int socket, int held)
{
	sigset_t all;

	sigfillset(&all);
	sigprocmask(SIG_BLOCK, &all, NULL);
	setsid();
	socket = move_up(socket);
	held = move_up(held);
	if (dup2(socket, OUR_SOCKET) < 0 || dup2(held, OUR_HELD) < 0 || chdir("/") < 0)
		_exit(EXIT_FAILURE);
	close_from(OUR_COUNT);
	if (send(OUR_SOCKET, "", 1, MSG_NOSIGNAL) != 1)
		_exit(EXIT_FAILURE);
}

size_t guardian_receive(int socket, void *note, size_t size)
{
	ssize_t length;

	do {
		length = recv(socket, note, size, MSG_TRUNC);
	} while (length < 0 && errno == EINTR);
	return length > 0 && (size_t)length <= size ? length : 0;
}

/* --- the guarded process --- */

/*
 * Until the guardian has detached, a signal to the group also ends the guardian, so the caller
 * must create nothing before. Returns 0, or -ECHILD if the guardian has ended; it is then
 * released.
 */
static int wait_until_detached(struct guardian *guardian)
{
	ssize_t length;
	char byte;

	do {
		length = recv(guardian->socket, &byte, sizeof(byte), 0);
	} while (length < 0 && errno == EINTR);
	if (length == 1)
		return 0;
	guardian_dismiss(guardian);
	return -ECHILD;
}

int guardian_start(struct guardian *guardian, int hold, guardian_fn guard, void *arg)
{
	int pair[2], error;

	*guardian = (struct guardian){ .socket = -1 };
	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) < 0)
		return -errno;
	guardian->pid = fork();
	if (!guardian->pid) {
		detach(pair[1], hold);
		guard(OUR_SOCKET, OUR_HELD, arg);
		_exit(EXIT_SUCCESS);
	}
	error = errno;
	close(pair[1]);
	if (guardian->pid > 0) {
		guardian->socket = pair[0];
		return wait_until_detached(guardian);
	}
	guardian->pid = 0;
	close(pair[0]);
	return -error;
}

void guardian_send(const struct guardian *guardian, const void *note, size_t length)
{
	if (guardian->socket < 0)
		return;
	while (send(guardian->socket, note, length, MSG_NOSIGNAL) < 0 && errno == EINTR)
		;
}

void guardian_dismiss(struct guardian *guardian)
{
	char byte;

	if (guardian->socket < 0)
		return;
	shutdown(guardian->socket, SHUT_WR);
	/*
	 * The guardian closes its end when it ends. waitpid() alone is not enough: the guardian
	 * may be another process's child.
	 */
	while (recv(guardian->socket, &byte, sizeof(byte), 0) < 0 && errno == EINTR)
		;
	close(guardian->socket);
	while (waitpid(guardian->pid, NULL, 0) < 0 && errno == EINTR)
		;
	guardian->socket = -1;
}
