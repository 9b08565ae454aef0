// SPDX-License-Identifier: GPL-2.0-only
#include "worker.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../lib/clock.h"
#include "../lib/xalloc.h"
#include "close-from.h"
#include "progress.h"

struct worker {
	worker_fn answer;
	int limit; /* milliseconds */
	pid_t pid; /* 0: no process */
	int socket;
	int error; /* see worker_error() */
};

/* The worker sends this before the bytes. */
struct reply {
	int error; /* negative errno */
	size_t length;
};

/* --- the worker process --- */

static void send_all(int fd, const void *bytes, size_t length)
{
	const char *at = bytes;

	while (length) {
		ssize_t n = send(fd, at, length, MSG_NOSIGNAL);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			_exit(EXIT_FAILURE);
		at += n;
		length -= n;
	}
}

__attribute__((noreturn)) static void run_worker(worker_fn answer, int fd)
{
	char path[PATH_MAX];

	/*
	 * A stuck worker must not hold stdout open: a caller may wait until every copy of it is
	 * closed.
	 */
	if (fd && dup2(fd, 0) < 0)
		_exit(EXIT_FAILURE);
	fd = 0;
	close_from(1);
	/* Its working directory must not keep a file system busy. */
	if (chdir("/") < 0)
		_exit(EXIT_FAILURE);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	for (;;) {
		ssize_t n = recv(fd, path, sizeof(path), 0);
		struct reply reply = { 0 };
		char *bytes = NULL;

		/* A request arrives in one piece: it is short, and the socket was empty. */
		if (n <= 0 || path[n - 1])
			_exit(EXIT_SUCCESS);
		reply.error = answer(path, &bytes, &reply.length);
		if (reply.error)
			reply.length = 0;
		send_all(fd, &reply, sizeof(reply));
		send_all(fd, bytes, reply.length);
		free(bytes);
	}
}

/* --- the process that asks --- */

struct worker *worker_new(worker_fn answer, int limit)
{
	struct worker *worker = xcalloc(1, sizeof(*worker));

	worker->answer = answer;
	worker->limit = limit;
	return worker;
}

void worker_set_limit(struct worker *worker, int limit)
{
	worker->limit = limit;
}

static int start_worker(struct worker *worker)
{
	int pair[2], error;

	if (worker->pid)
		return 0;
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) < 0)
		return -errno;
	worker->pid = fork();
	if (!worker->pid) {
		close(pair[0]);
		run_worker(worker->answer, pair[1]);
	}
	error = errno;
	close(pair[1]);
	worker->socket = pair[0];
	if (worker->pid > 0)
		return 0;
	worker->pid = 0;
	close(pair[0]);
	return -error;
}

/* With WNOHANG, do not wait for a worker in an uninterruptible read: it dies when the read ends. */
static void stop_worker(struct worker *worker, int options)
{
	if (!worker->pid)
		return;
	close(worker->socket);
	kill(worker->pid, SIGKILL);
	while (waitpid(worker->pid, NULL, options) < 0 && errno == EINTR)
		;
	worker->pid = 0;
}

/*
 * Receive exactly length bytes. Returns 0, -ETIMEDOUT after the deadline, -EPIPE or another
 * -errno.
 */
static int receive_before(int fd, void *bytes, size_t length, long long deadline)
{
	char *at = bytes;

	while (length) {
		struct pollfd ready = { .fd = fd, .events = POLLIN };
		long long left = deadline - clock_milliseconds();
		int some = left > 0 ? poll(&ready, 1, left) : 0;
		ssize_t n;

		if (some < 0 && errno == EINTR)
			continue;
		if (some <= 0)
			return some ? -errno : -ETIMEDOUT;
		n = recv(fd, at, length, 0);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return n ? -errno : -EPIPE;
		at += n;
		length -= n;
	}
	return 0;
}

static int send_request(struct worker *worker, const char *path, char **bytes, size_t *length,
			int *error)
{
	long long deadline = clock_milliseconds() + worker->limit;
	size_t size = strlen(path) + 1;
	struct reply reply = { 0 };
	int rc;

	if (send(worker->socket, path, size, MSG_NOSIGNAL) != (ssize_t)size)
		return -EPIPE;
	rc = receive_before(worker->socket, &reply, sizeof(reply), deadline);
	if (rc)
		return rc;
	*error = reply.error;
	*bytes = xcalloc(reply.length + 1, 1);
	*length = reply.length;
	return receive_before(worker->socket, *bytes, reply.length, deadline);
}

/*
 * Returns 0 with the result of worker_fn in *error, -ETIMEDOUT, or the -errno of the worker's
 * socket.
 */
static int request_once(struct worker *worker, const char *path, char **bytes, size_t *length,
			int *error)
{
	int rc = worker->error ? worker->error : start_worker(worker);

	*bytes = NULL;
	*length = 0;
	if (!rc)
		rc = send_request(worker, path, bytes, length, error);
	/* Stop the worker: its next reply could be the one to this request. */
	if (rc)
		stop_worker(worker, WNOHANG);
	if (rc || *error) {
		free(*bytes);
		*bytes = NULL;
	}
	return rc;
}

int worker_ask(struct worker *worker, const char *path, char **bytes, size_t *length)
{
	int error = 0, rc;

	if (strlen(path) >= PATH_MAX)
		return -ENAMETOOLONG;
	progress_step_limited(path);
	rc = request_once(worker, path, bytes, length, &error);
	/* The kernel may have killed the worker for lack of memory: try once with a new one. */
	if (rc && rc != -ETIMEDOUT)
		rc = request_once(worker, path, bytes, length, &error);
	if (rc && rc != -ETIMEDOUT)
		worker->error = rc;
	progress_step(path);
	return rc ? rc : error;
}

int worker_error(const struct worker *worker)
{
	return worker->error;
}

void worker_free(struct worker *worker)
{
	if (!worker)
		return;
	stop_worker(worker, 0);
	free(worker);
}
